import * as v from 'valibot';
import type { KeptTimes } from './kept-answers.js';

const week = 604_800;

const seconds = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));

/** The options of every plugin that keeps what a service answered. */
export const keptOptions = {
  /** How long an answer is given without a question. */
  softSeconds: v.optional(seconds(week), 300),
  /** How long one that cannot be had anew still serves. */
  hardSeconds: v.optional(seconds(week), 3_600),
  /** How long nobody asks anew after a failure, or for an answer that did not serve. */
  pauseSeconds: v.optional(seconds(3_600), 10),
  /** How long one question may take. */
  timeoutMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(4_000)), 1_000),
};

type KeptRules = v.InferOutput<v.ObjectSchema<typeof keptOptions, undefined>>;

/** An answer that serves without a question serves where there can be none. */
export const softIsWithinHard = ({ softSeconds, hardSeconds }: KeptRules): boolean =>
  softSeconds <= hardSeconds;

export const keptTimes = (rules: KeptRules): KeptTimes => ({
  softMs: rules.softSeconds * 1_000,
  hardMs: rules.hardSeconds * 1_000,
  pauseMs: rules.pauseSeconds * 1_000,
  timeoutMs: rules.timeoutMs,
});
