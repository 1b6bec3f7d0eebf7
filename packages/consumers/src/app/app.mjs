// An application that fetches specs, answers, and serves a request in its scope; it prints what it found.
import { createServer } from 'node:http';
import { createStatsig, currentStatsig, isStatsigError } from '@acme/statsig-node';
import { openRequestScope } from '@acme/statsig-node/adapter';

const rule = {
  id: 'rule-1',
  salt: '',
  passPercentage: 100,
  conditions: [{ type: 'public' }],
  idType: 'userID',
};
const gate = {
  name: 'open',
  type: 'feature_gate',
  salt: '',
  enabled: true,
  defaultValue: false,
  idType: 'userID',
};
const specs = {
  has_updates: true,
  time: 1,
  feature_gates: [{ ...gate, entity: 'feature_gate', rules: [{ ...rule, returnValue: true }] }],
  dynamic_configs: [],
  layer_configs: [],
};
let eventCount = 0;

const api = createServer((request, response) => {
  if (request.url?.includes('log_event')) eventCount += Number(request.headers['statsig-event-count']);
  request.resume().on('end', () => response.end(JSON.stringify(specs)));
});
await new Promise((resolve) => api.listen(0, '127.0.0.1', resolve));
const apiURL = `http://127.0.0.1:${api.address().port}/v1`;

const statsig = createStatsig({ sdkKey: 'secret-consumer', apiURL });
const { success } = await statsig.initialize();
const isOpen = statsig.checkGate({ userID: 'user-1' }, 'open');

// The adapter opens the scope that the package's main entry finds.
const app = createServer((request, response) => {
  const resolve = () => statsig.forUser({ userID: 'user-2' });
  openRequestScope({ request, response, resolve }, () =>
    response.end(String(currentStatsig().checkGate('open'))),
  );
});
await new Promise((resolve) => app.listen(0, '127.0.0.1', resolve));
const isOpenInScope = await (await fetch(`http://127.0.0.1:${app.address().port}`)).text();

let code;
try {
  currentStatsig();
} catch (error) {
  code = isStatsigError(error) ? error.code : error;
}
const { sent } = await statsig.shutdown();
const found = { success, isOpen, isOpenInScope, code, sent, eventCount };
process.stdout.write(JSON.stringify(found), () => process.exit());
