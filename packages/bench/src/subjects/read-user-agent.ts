import type { Lookups } from '@acme/statsig-node';
import { UAParser } from 'ua-parser-js';

/** What the other two bring along and ours is given: a parser, whose names are made those of the rules. */
export const readUserAgent: NonNullable<Lookups['userAgent']> = (text) => {
  const { browser, device, os } = new UAParser(text).getResult();
  const isMobile = device.type === 'mobile' && (browser.name === 'Chrome' || browser.name === 'Firefox');
  return {
    osName: os.name === 'Mac OS' ? 'Mac OS X' : os.name,
    osVersion: os.version,
    browserName: isMobile ? `${browser.name} Mobile` : browser.name,
    browserVersion: browser.version,
  };
};
