import type { Permission } from '@gangway/core';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as v from 'valibot';
import {
  between,
  environmentOption,
  type FunctionCode,
  functionCode,
} from '../function/function-options.js';
import { constructOption } from '../options/construct-option.js';

/** The hook's container, and the service that runs it. */
export interface HookContainerProps {
  /** The image, a program that ends in `runContainer`. */
  readonly image: ecs.ContainerImage;
  /** What its hook does at AWS: learned from the hook's file or bundle, or said. */
  readonly hook: FunctionCode | { readonly permissions: readonly Permission[] };
  /** Environment variables, settings of the server among them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it listens. */
  readonly port?: number;
  /** How many run at once. */
  readonly tasks?: number;
  /** Units of a processor, of which 1,024 are one. */
  readonly cpu?: number;
  /** MB of memory: 2 to 8 for each unit of `cpu`. */
  readonly memoryMb?: number;
  /** What the image is built for. */
  readonly architecture?: 'x86_64' | 'arm64';
  /** Where it runs; one of its own unless given. */
  readonly cluster?: ecs.ICluster | ecs.Cluster;
}

/** What the construct says itself. */
const said = ['HOST', 'PORT', 'KEYS', 'KEYS_FILE', 'INSECURE'].map((name) => `GANGWAY_${name}`);

/**
 * What Fargate has, up to four processors.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
const isOfFargate = ({ cpu, memoryMb }: { readonly cpu: number; readonly memoryMb: number }) =>
  memoryMb >= 2 * cpu &&
  memoryMb <= Math.min(8 * cpu, 30_720) &&
  (memoryMb % 1_024 === 0 || memoryMb === 512);

export const containerOptions = v.pipe(
  v.strictObject({
    image: constructOption<ecs.ContainerImage>(
      'an image, such as ContainerImage.fromAsset gives',
      'bind',
    ),
    hook: v.union(
      [
        functionCode,
        v.strictObject({
          permissions: v.array(v.strictObject({ action: v.string(), resource: v.string() })),
        }),
      ],
      'must be { entry: <file> }, { bundle: <folder> } or { permissions: [{ action, resource }, …] }',
    ),
    environment: v.pipe(
      environmentOption,
      v.check(
        (given) => !said.some((name) => Object.hasOwn(given, name)),
        `says nothing of ${said.join(', ')}: the construct does`,
      ),
    ),
    port: v.optional(between(1, 65_535), 8_080),
    tasks: v.optional(between(1, 1_000), 2),
    cpu: v.optional(
      v.picklist([256, 512, 1_024, 2_048, 4_096], 'must be 256, 512, 1024, 2048 or 4096'),
      256,
    ),
    memoryMb: v.optional(between(512, 30_720), 512),
    architecture: v.optional(v.picklist(['x86_64', 'arm64'], 'must be x86_64 or arm64'), 'x86_64'),
    cluster: v.optional(constructOption<ecs.ICluster>('a cluster of ECS', 'clusterArn')),
  }),
  v.check(
    (given) => isOfFargate(given),
    'has no size that Fargate has: memoryMb must be 512 or a multiple of 1024, from 2 to 8 times cpu',
  ),
);

export type ContainerOptions = v.InferOutput<typeof containerOptions>;
