// Imports the package, creates an SDK object and evaluates, and says what that took. Started by importing.test.ts.
import { registerHooks } from 'node:module';

const imported: string[] = [];
registerHooks({
  resolve(specifier, context, nextResolve) {
    imported.push(specifier);
    return nextResolve(specifier, context);
  },
});

const { createStatsig } = await import('./index.ts');
// The warning that flags are read too early would open the console.
const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const { length: before } = process.getActiveResourcesInfo();
const statsig = createStatsig({ sdkKey: 'secret-1234567890', logger });
const { reason } = statsig.getFeatureGate({ userID: 'user-1' }, 'open', {
  disableExposureLogging: true,
}).details;
const opened = process.getActiveResourcesInfo().length - before;
const installed = imported.filter((specifier) => /^[^./]/.test(specifier));
process.stdout.write(JSON.stringify({ opened, reason, imported: [...new Set(installed)].sort() }));
