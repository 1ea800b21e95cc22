// An error in one line: what happened, what still works, what to do.
import { ApiError } from './api/client'
import { t } from './i18n'

export function errorLine(e: unknown): string {
  if (!(e instanceof ApiError)) return t('error.server')
  if (e.status === 0) return t('error.unreachable', { kept: t('kept') })
  if (e.code === 'csrf') return t('error.csrf')
  if (e.status === 403) return t('error.forbidden')
  if (e.status === 404) return t('error.gone')
  if (e.status === 409) return t('error.conflict', { detail: e.detail })
  if (e.status === 429) return t('error.tooMany', { s: e.retryAfter ?? 60 })
  if (e.status >= 500) return t('error.server')
  return t('error.plain', { detail: e.detail })
}
