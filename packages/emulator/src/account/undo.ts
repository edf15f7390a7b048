/** Takes back one change. */
export type Undo = () => void;
