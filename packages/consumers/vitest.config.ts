import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** Programs of their own: what one registers holds for all of it. */
const programs = ['registered', 'core-alone', 'unregistered'];

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      projects: [
        { extends: true, test: { name: 'run' } },
        ...programs.map((name) => ({
          test: {
            name,
            typecheck: {
              enabled: true,
              only: true,
              include: [`src/names/${name}/*.test-d.ts`],
              tsconfig: `src/names/${name}/tsconfig.json`,
            },
          },
        })),
      ],
    },
  }),
);
