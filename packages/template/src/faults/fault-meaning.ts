/** What a fault's code stands for, and what one does about it. */
export interface FaultMeaning {
  readonly meaning: string;
  readonly remedy: string;
}

export const fault = (meaning: string, remedy: string): FaultMeaning =>
  Object.freeze({ meaning, remedy });
