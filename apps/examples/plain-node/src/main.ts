import { createStatsig } from '@acme/statsig-node';

// The key and the server's URL come from STATSIG_SECRET_KEY and STATSIG_API_URL. Should anything fail below, events are
// sent all the same.
await using statsig = createStatsig();

const { success, error } = await statsig.initialize();
if (!success) console.warn('There are no specs, so every answer is a default:', error?.message);

const flags = statsig.forUser({
  userID: process.argv[2] ?? 'ada',
  email: 'ada@shop.example',
  country: 'NZ',
  appVersion: '3.1.0',
});

// A gate opens something, or not.
console.info('staff tools:', flags.checkGate('staff_tools'));

// A dynamic config holds values that differ by who asks.
const rates = flags.getDynamicConfig('shipping_rates');
console.info('shipping:', rates.get('flat_rate', 15), rates.get('currency', 'USD'));

// An experiment's values are those of the user's group.
const search = flags.getExperiment('search_ranking');
console.info('ranking:', search.get('ranking', 'relevance'), 'in group', search.groupName);

// A layer's values come from whichever of its experiments has the user.
const checkout = flags.getLayer('checkout');
console.info('button:', checkout.get('color', 'blue'), 'by', checkout.allocatedExperiment ?? 'no experiment');

// Every answer says why.
const { value, ruleID, details } = flags.getFeatureGate('no_such_gate');
console.info('unknown gate:', value, JSON.stringify(ruleID), details.reason);

flags.logEvent('purchase', { value: 42, metadata: { item: 'kettle' } });

const { sent, pending, dropped } = await statsig.shutdown({ deadlineMs: 5_000 });
console.info(`events: ${sent} sent, ${pending} not sent, ${dropped} dropped`);
