// A warning's times are told to the minute; the ledger has the rest.
import { now } from '../../clock'
import { fullMoment } from '../../format'
import { lang } from '../../i18n'

/** 12月12日 12:00, from a time or as the server writes one. */
export function when(time: number | string): string {
  return fullMoment(typeof time === 'string' ? Date.parse(time) : time, now.value, lang.value).slice(0, -3)
}
