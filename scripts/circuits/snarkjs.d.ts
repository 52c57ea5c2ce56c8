/** The part of snarkjs 0.7.6 that this repository uses; the package carries no types. */
declare module "snarkjs" {
  /** A path, bytes, or a holder that the call fills with bytes. */
  export type FileLike = string | Uint8Array | { type: "mem"; data?: Uint8Array };
  export interface Logger {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
  }
  export interface Groth16Json {
    pi_a: string[];
    pi_b: string[][];
    pi_c: string[];
    protocol: string;
    curve: string;
  }
  export interface VerificationKey {
    protocol: string;
    curve: string;
    nPublic: number;
    vk_alpha_1: string[];
    vk_beta_2: string[][];
    vk_gamma_2: string[][];
    vk_delta_2: string[][];
    vk_alphabeta_12: string[][][];
    IC: string[][];
  }
  export interface Curve {
    /** Its threads; none where there are no workers. */
    tm: { singleThread?: boolean };
    terminate(): Promise<void>;
  }
  export interface Contribution {
    name: string;
    type: number;
    contributionHash: Uint8Array;
    beaconHash?: Uint8Array;
    numIterationsExp?: number;
  }
  export interface MpcParameters {
    contributions: Contribution[];
    csHash: Uint8Array;
  }

  export const curves: { getCurveFromName(name: string, options?: { singleThread?: boolean }): Promise<Curve> };
  export const powersOfTau: {
    newAccumulator(curve: Curve, power: number, file: FileLike, logger?: Logger): Promise<Uint8Array>;
    beacon(
      from: FileLike,
      to: FileLike,
      name: string,
      beacon: string,
      iterationsExp: number,
      logger?: Logger,
    ): Promise<Uint8Array>;
    preparePhase2(from: FileLike, to: FileLike, logger?: Logger): Promise<void>;
    verify(file: FileLike, logger?: Logger): Promise<boolean>;
  };
  export const zKey: {
    newZKey(r1cs: FileLike, phaseOne: FileLike, zkey: FileLike, logger?: Logger): Promise<Uint8Array | -1>;
    contribute(from: FileLike, to: FileLike, name: string, entropy: string, logger?: Logger): Promise<Uint8Array>;
    beacon(
      from: FileLike,
      to: FileLike,
      name: string,
      beacon: string,
      iterationsExp: number,
      logger?: Logger,
    ): Promise<Uint8Array>;
    verifyFromR1cs(r1cs: FileLike, phaseOne: FileLike, zkey: FileLike, logger?: Logger): Promise<boolean>;
    exportVerificationKey(zkey: FileLike, logger?: Logger): Promise<VerificationKey>;
    exportSolidityVerifier(zkey: FileLike, templates: { groth16: string }, logger?: Logger): Promise<string>;
  };
  export const r1cs: {
    info(file: FileLike): Promise<{ nConstraints: number; nVars: number; nPubInputs: number; nOutputs: number }>;
  };
  export const wtns: {
    calculate(input: object, wasm: FileLike, witness: FileLike, options?: { memorySize?: number }): Promise<void>;
    check(r1cs: FileLike, witness: FileLike, logger?: Logger): Promise<boolean>;
  };
  export const groth16: {
    prove(
      zkey: FileLike,
      witness: FileLike,
      logger?: Logger,
      options?: { singleThread?: boolean },
    ): Promise<{ proof: Groth16Json; publicSignals: string[] }>;
    verify(key: VerificationKey, publicSignals: readonly string[], proof: Groth16Json): Promise<boolean>;
  };
}
