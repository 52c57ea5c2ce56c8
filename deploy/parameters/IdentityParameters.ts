/** What a level needs. */
export type LevelParameters = {
  /** Points over the life of a pass. */
  experience: bigint;
  /** AIA units burned. */
  aia: bigint;
  /** AGT units paid to the treasury; from level 6 on. */
  agt: bigint;
};

/** What the skill of a field needs. */
export type SkillParameters = {
  /** Letters, digits and spaces, at most 31. */
  name: string;
  /** Points in the field; 0 when only curators grant the skill. */
  experience: bigint;
  minLevel: number;
};

/** Passes, levels and skills. */
export type IdentityParameters = {
  /** AIA units burned for a pass. */
  mintPrice: bigint;
  /** Lifetime of an eligibility leaf in seconds. */
  season: number;
  /** Of levels 2 to 10. */
  levels: LevelParameters[];
  /** Of the fields from 1 on. */
  skills: SkillParameters[];
  /** AGT units of the sponsor's stake and the seconds for which they are locked. */
  invitation: { stake: bigint; duration: number };
  /** Seconds in which a holder can object to a recovery, at least. */
  recoveryDelay: number;
};
