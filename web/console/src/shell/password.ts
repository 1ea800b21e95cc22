// The rule for passwords, told while typing; the server checks it again.
import { t } from '../i18n'

export const LEAST = 10

export function passwordFault(password: string, username: string): string | null {
  const n = Array.from(password).length
  if (n < LEAST) return t('setup.short', { n: LEAST - n })
  if (username && password.toLowerCase() === username.toLowerCase()) return t('setup.same')
  if (new Set(password).size === 1) return t('setup.plain')
  return null
}
