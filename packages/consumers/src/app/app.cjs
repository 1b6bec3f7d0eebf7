// A CommonJS application.
const core = require('@acme/statsig-core');
const { createStatsig, isStatsigError } = require('@acme/statsig-node');
const { readCookie } = require('@acme/statsig-node/adapter');
const { requireGate, statsigMiddleware } = require('@acme/statsig-express');

const statsig = createStatsig({ offline: true });
statsig.overrides.set('gate', 'open', { value: true });
const isOpen = statsig.checkGate({ userID: 'user-1' }, 'open');
const middleware = statsigMiddleware({ statsig, flushAtShutdown: false });
const isOneCore = core.isStatsigError === isStatsigError;
const kinds = [readCookie, requireGate, middleware].map((each) => typeof each);
process.stdout.write(JSON.stringify({ isOpen, isOneCore, kinds }), () => process.exit());
