import { everyone, gate, payloadOf, user } from '@acme/statsig-testing';

export const sdkKey = 'secret-1234567890abcdefghij';

/**
 * Gate `open` is open for everyone, `closed` for nobody, `staff_only` for users with `custom.staff: 'yes'`, and `only_ada` for
 * one.
 */
export const testSpecs: object = payloadOf([
  gate('open').when(everyone),
  gate('closed'),
  gate('staff_only').when(user.custom('staff').isOneOf('yes')),
  gate('only_ada').when(user.userID.isOneOf('ada')),
]);
