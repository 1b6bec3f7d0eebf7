/** What is in the place of a version number that differs from user to user. */
const version = '%';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = `Chrome/${version}.0.0.0`;
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)';

/** Browsers, and how many of twenty users have them: about what a public web site sees. */
const browsers: readonly (readonly [users: number, userAgent: string])[] = [
  [5, `Mozilla/5.0 (Linux; Android 10; K) ${webkit} ${chrome} Mobile Safari/537.36`],
  [5, `${windows} ${webkit} ${chrome} Safari/537.36`],
  [4, `${iPhone} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${version} Mobile/15E148 Safari/604.1`],
  [2, `${mac} ${webkit} ${chrome} Safari/537.36`],
  [1, `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${version} Safari/605.1.15`],
  [1, `${windows} ${webkit} ${chrome} Safari/537.36 Edg/${version}.0.0.0`],
  [1, `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`],
];

const twenty = browsers.flatMap(([users, userAgent]) => Array<string>(users).fill(userAgent));
/** How many versions of each are about. */
const versions = 6;

/** The user agent of one of many users; undefined for one of twenty, who has none. */
export function userAgentOf(serial: number): string | undefined {
  const turn = Math.floor(serial / 20);
  // Moved on with each turn, so that browsers have nothing to do with what else recurs with the serial number.
  const userAgent = twenty[(serial + turn) % 20];
  return userAgent?.replaceAll(version, String(134 + (Math.floor(turn / 20) % versions)));
}
