/** Where a hook is, by how it is named: a file unless it is the URL of a container or the ARN of a Lambda function. */
export function hookPlace(subject: string): 'file' | 'url' | 'lambda' {
  if (/^https?:/i.test(subject)) return 'url';
  return /^arn:/i.test(subject) ? 'lambda' : 'file';
}
