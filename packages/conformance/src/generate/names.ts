/** The names that specs, users and conditions share, so that they find each other. */
export const customIDTypes = ['companyID', 'companyid', 'COMPANYID', 'stableID', 'workspaceID'] as const;

const usualIDTypes = ['userID', 'userID', 'userID', 'userid', 'USERID', ...customIDTypes] as const;

/** Most of them what a server sends, and two that none does. */
export const idTypes: readonly string[] = [
  ...Array.from({ length: 6 }, () => usualIDTypes).flat(),
  '',
  'toString',
];

export const environmentTiers = ['production', 'staging', 'development', 'Production', ''] as const;

/** Attributes by theme; users have most of them most of the time, in `custom` or `privateAttributes`. */
export const attributes = {
  number: ['level', 'Level', 'score'],
  version: ['build', 'appVersion', 'app_version', 'AppVersion'],
  text: [
    'plan',
    'Plan',
    'email',
    'EMAIL',
    'locale',
    'country',
    'userID',
    'userid',
    'user_id',
    'a.b',
    'toString',
  ],
  date: ['joined', 'seen_at'],
  list: ['tags', 'roles'],
} as const;

/** Fields that are seldom meant to be targeted. */
export const strayFields = [
  'custom',
  'customIDs',
  'ip',
  'userAgent',
  'user_agent',
  'useragent',
  'constructor',
  'nowhere',
];

export const idListNames = ['segment_list_1', 'segment_list_2', 'toString'] as const;

export const unitIDs = ['user-1', 'user-2', 'user-3', 'acme', 'a', '', '5', 'ünï-😀', ' user-1 '] as const;
