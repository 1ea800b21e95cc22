// How far a camera's clock is off, in words.
import { spoken } from '../../format'
import { lang, t } from '../../i18n'

/** Beyond it bureau platforms send records back. */
export const CLOCK_LIMIT_MS = 30_000

export function clockText(offset: number | null): string {
  if (offset === null) return t('devices.unknownClock')
  const far = Math.abs(offset)
  if (far < 50) return t('devices.exact')
  const seconds = (far / 1000).toFixed(1)
  const text = far < 10_000 ? (lang.value === 'zh' ? `${seconds}秒` : `${seconds} s`) : spoken(far, lang.value)
  return t(offset > 0 ? 'devices.fast' : 'devices.slow', { t: text })
}
