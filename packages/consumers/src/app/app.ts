// Compiled as an application compiles it, against the published declarations.
import { requireGate, statsigMiddleware } from '@acme/statsig-express';
import { createStatsig, currentStatsig, type Experiment, evaluateGate, noSpecs } from '@acme/statsig-node';
import { openRequestScope } from '@acme/statsig-node/adapter';
import express from 'express';

declare module '@acme/statsig-node' {
  interface Register {
    gates: 'new_checkout';
    experiments: { checkout_button: { color: 'red' | 'blue'; discount: number } };
  }
}

const statsig = createStatsig({ sdkKey: 'secret-consumer' });
const app = express();
app.use(statsigMiddleware({ statsig, user: (request) => ({ userID: request.get('x-user-id') ?? '' }) }));
app.get('/checkout', requireGate('new_checkout'), (request, response) => {
  const color: 'red' | 'blue' = request.statsig.getExperiment('checkout_button').get('color', 'blue');
  response.send(color);
});

export const isOpen: boolean = evaluateGate(noSpecs, { userID: 'user-1' }, 'new_checkout', { now: 0 }).value;
export const button: Experiment = currentStatsig().getExperiment('checkout_button');
export const layer: string = currentStatsig().getLayer('any_layer').get('any_parameter', 'text');
export { openRequestScope };

// @ts-expect-error no such gate
statsig.checkGate({ userID: 'user-1' }, 'new_chekout');
// @ts-expect-error no such gate
requireGate('new_chekout');
// @ts-expect-error the fallback is no number
currentStatsig().getExperiment('checkout_button').get('discount', 'ten');
