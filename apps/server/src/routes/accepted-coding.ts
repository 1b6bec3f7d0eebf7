import { type ContentCoding, contentCodings } from '../specs/encode-body.ts';

/** The coding that an `Accept-Encoding` likes best, by name or by `*`; of two that it likes alike, the smaller. */
export function acceptedCoding(acceptEncoding: string | undefined): ContentCoding {
  const weights = new Map((acceptEncoding ?? '').split(',').map(weightOf));
  const weightOfCoding = (coding: ContentCoding): number => {
    const others = coding === 'identity' ? 0.001 : 0;
    return weights.get(coding) ?? (coding === 'identity' ? others : (weights.get('*') ?? others));
  };
  return contentCodings.reduce((best, coding) =>
    weightOfCoding(coding) > weightOfCoding(best) ? coding : best,
  );
}

function weightOf(item: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return [coding, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
}
