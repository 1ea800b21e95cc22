import { beforeAll, expect, test } from 'vitest'
import type { LookupSettings } from '../../api/types'
import { addWords, setLang } from '../../i18n'
import { draftOf, faultsOf, isOtherServer, settingsOf } from './settings'
import words from './words'

beforeAll(() => {
  setLang('zh')
  addWords('lookup', words)
})
const KEPT: LookupSettings = {
  enabled: true, name: '平台', source: 'bureau', timeout_s: 20, per_minute: 10, fresh_days: 7, auth: { kind: 'header', name: 'X-Key', username: '' }, by_vin: null,
  by_plate: { method: 'POST', url: 'https://a.example/q', body: '{"p":"{plate}"}', content_type: 'application/json', headers: { 'X-A': 'b:c' } },
  found: { path: 'code', is: ['0', '200'] }, not_found: null, not_found_status: [404, 410], fields: { stage: 'd.pf', plate: 'd.p' }, stages: { V: '5' }, fuels: {}, classes: {}, colours: { yellow: '1' },
}

test('settings go into the form and come out as they were', () => {
  const { auth, ...rest } = settingsOf(draftOf(KEPT), true)
  const { auth: kept, ...wanted } = KEPT
  expect(rest).toEqual(wanted)
  expect(auth).toEqual({ kind: kept!.kind, name: kept!.name })
})

test('nothing yet is an empty form with the usual limits, and each fault says its mend', () => {
  const d = draftOf({ enabled: false })
  expect(d).toMatchObject({ timeout_s: 35, per_minute: 30, fresh_days: 30, source: 'bureau' })
  expect(faultsOf(d)).toEqual({ name: '要填服务名称', by_plate: '至少填一种问法的网址', fields: '要填阶段在答复里的位置' })
  expect(faultsOf(draftOf(KEPT))).toEqual({})
  d.by_plate.url = 'https://a.example/q'
  expect(faultsOf(d).by_plate).toBe('网址或请求内容里要有{plate}')
  d.by_plate.url = 'a.example'
  expect(faultsOf(d).by_plate).toContain('http')
  d.by_plate = { ...d.by_plate, url: 'https://a.example/{plate}', headers: 'X' }
  expect(faultsOf(d).by_plate).toContain('名称: 值')
  d.by_vin.url = 'https://b.example/{vin}'
  expect(faultsOf(d).by_vin).toContain('同一台')
  d.fields.stage = 'x'
  expect(faultsOf(d).fields).toContain('至少填一个')
  expect(faultsOf({ ...d, auth: { kind: 'digest', name: '', username: ' ' } }).auth).toBe('要填用户名')
})

test('another server is told, so that the secret is asked for again', () => {
  const d = draftOf(KEPT)
  expect(isOtherServer(d, KEPT)).toBe(false)
  d.by_plate.url = 'https://A.example/other'
  expect(isOtherServer(d, KEPT)).toBe(false)
  d.by_plate.url = 'https://b.example/q'
  expect(isOtherServer(d, KEPT)).toBe(true)
  expect(isOtherServer(d, { enabled: false })).toBe(false)
})
