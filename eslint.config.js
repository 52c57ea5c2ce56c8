import prettier from "eslint-config-prettier";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["node_modules", "artifacts", "cache", "coverage", "out", "typechain-types"] },
  tseslint.configs.recommended,
  prettier,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
      // Node runs these files as they are, without their types. (The compiler's own check would refuse typechain-types.)
      "no-restricted-syntax": [
        "error",
        "TSEnumDeclaration",
        "TSParameterProperty",
        "TSModuleDeclaration[declare!=true]",
      ],
    },
  },
  {
    // The second referee is worth something only as long as it shares nothing with the first.
    files: ["scripts/verify/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(?!ethers$|node:|\\./\\w+\\.ts$)",
              message: "scripts/verify imports nothing but ethers, Node and its own files.",
            },
          ],
        },
      ],
      "no-restricted-globals": ["error", "require"],
    },
  },
);
