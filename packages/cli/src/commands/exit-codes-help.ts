/** The lines on exit codes that end a command's help. */
export const exitCodesHelp = (codes: Readonly<Record<number, string>>): string =>
  [
    '',
    'Exit codes:',
    ...Object.entries(codes).map(([code, meaning]) => `  ${code}  ${meaning}`),
  ].join('\n');
