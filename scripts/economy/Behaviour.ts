/** What a pass does on one day. */
export interface Day {
  readonly checksIn: boolean;
  /** Experience gained, in points. */
  readonly experience: number;
}

/** How the passes of a group behave. */
export interface Behaviour {
  readonly name: string;
  /** What pass `index` of the group does on `day`, both from 0. */
  readonly act: (index: number, day: number) => Day;
  /** Whether each pass but the group's first names the one before it as its referrer. */
  readonly refers: boolean;
  /** Whether the passes burn AIA to reach the levels that their experience allows. */
  readonly levels: boolean;
  /** Whether the group itself pays the fees that its experience costs. */
  readonly paysFees: boolean;
}
