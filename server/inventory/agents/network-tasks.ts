/** What an appointed agent is told to do in its network. */
export interface NetworkTasks {
  /** `OPTION` elements of an answer to PROLOG. */
  options: string;
  count: number;
  /** Something is asked of it that is not over: it is to come again soon. */
  isUnderWay: boolean;
  /** Why work that is due was not handed out. */
  error: string | null;
}

export const noTasks: NetworkTasks = { options: '', count: 0, isUnderWay: false, error: null };
