// What is known of a plate: its registered facts and how often it came. Kept for a few minutes.
import { reactive } from 'vue'
import { api, data } from '../../api/client'
import type { Vehicle } from '../../api/types'
import { serverNow } from '../../clock'
import { vehicleLine } from '../../domain'
import { rfc3339 } from '../../format'
import { lang, t } from '../../i18n'

export interface Facts { vehicle: Vehicle | null; visits: number; more: boolean; at: number; ready: boolean }
const KEPT_MS = 180_000
const DAYS_30 = 30 * 86_400_000
const VISITS = 50
const known = reactive(new Map<string, Facts>())

export function forgetFacts(plate: string, colour: string): void { known.delete(`${plate}/${colour}`) }

export function factsOf(plate: string | null, colour: string): Facts | null {
  if (!plate) return null
  const key = `${plate}/${colour}`
  const have = known.get(key)
  if (have && serverNow() - have.at < KEPT_MS) return have
  const entry: Facts = { vehicle: have?.vehicle ?? null, visits: have?.visits ?? 0, more: have?.more ?? false, at: serverNow(), ready: have?.ready ?? false }
  queueMicrotask(() => {
    known.set(key, entry)
    void load(key, plate, colour)
  })
  return entry
}

async function load(key: string, plate: string, colour: string): Promise<void> {
  const path = { plate, colour }
  const query = { plate, outcome: 'crossed', direction: 'in', from: rfc3339(serverNow() - DAYS_30), limit: VISITS }
  const [vehicle, page] = await Promise.all([
    data(api.GET('/api/v1/vehicles/{plate}/{colour}', { params: { path } })).catch(() => null),
    data(api.GET('/api/v1/passages', { params: { query } })).catch(() => null),
  ])
  known.set(key, { vehicle, visits: page?.items.length ?? 0, more: page?.next != null && (page?.items.length ?? 0) >= VISITS, at: serverNow(), ready: true })
}

/** 国六 重型载货 / 登记车辆，近30天通行14次 */
export function factsLines(f: Facts | null): [string, string] {
  const s = f?.vehicle?.stage
  const title = vehicleLine(s ? { min: s.min ?? null, max: s.max ?? null, source: null } : null, f?.vehicle?.vehicle_class, lang.value)
  if (!f?.ready) return [title, t('desk.looking')]
  if (!f.vehicle) return [title, f.visits ? t('desk.visitsUnregistered', { n: f.visits }) : t('desk.unregisteredNever')]
  if (!f.visits) return [title, t('desk.registered')]
  return [title, t(f.more ? 'desk.visitsMore' : 'desk.visits', { n: f.visits })]
}
