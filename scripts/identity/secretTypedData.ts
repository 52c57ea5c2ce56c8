/** Domain of the signature that an identity follows from. No chain id: a wallet signs it wherever it is connected. */
export const SECRET_DOMAIN = { name: "Alaya", version: "1" } as const;

/** Typed data (EIP-712) of that signature. */
export const SECRET_TYPES: Record<"AlayaIdentity", { name: string; type: string }[]> = {
  AlayaIdentity: [
    { name: "account", type: "address" },
    { name: "statement", type: "string" },
  ],
};

/** What a person reads in the wallet. */
export const SECRET_STATEMENT =
  "Create my private Alaya identity. Whoever has this signature can answer in my name and see which answers are mine. Sign it only in software you trust.";
