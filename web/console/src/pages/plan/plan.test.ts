import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../api/types'
import { boardLines, measureSentence, overMidnight, quotaOf, readTime, TEMPLATES, transportSentence } from '../../plan'
import { compare } from './compare'
import { bodyOf, changeTemplate, copyLevel, draftOf, measureText, pictureOf } from './draft'
import { faultsOf, placeOf, under } from './faults'
import { ledsOf } from './led'

const plan: Plan = {
  orange: {
    measures: [{ verb: 'stop', target: '推台锯', value: 2, of: 4, unit: '台', text: '停推台锯2台（共4台）', verify_by: '用电监管', for_drivers: false }, { text: '洒水' }],
    transport: [
      { id: 't1', template: 'BAN_STAGE', params: { max_stage: 4, heavy_only: true }, exemptions: [{ id: 'e', clause: 'plan.ban-stage', when: 'livelihood', text: { zh: '民生', en: 'daily life' }, evidence: '证明' }], text: '国四及以下重型货车禁止进入', for_drivers: true },
      { template: 'M7', params: { base: 10, days: ['x'] }, text: '按通告执行' },
    ],
  },
  contacts: [{ name: '张三', role: '负责人', phone: '13912345678' }],
}

describe('the sentence of a measure', () => {
  it('is made of its parts as the server makes it', () => {
    expect(measureSentence({ verb: 'stop', target: '推台锯', value: 2, unit: '台', of: 4 })).toBe('停推台锯2台（共4台）')
    expect(measureSentence({ verb: 'stop', target: '喷涂线' })).toBe('停喷涂线')
    expect(measureSentence({ verb: 'limit', target: '喷涂', value: 30 })).toBe('喷涂限产30%')
    expect(measureSentence({ verb: 'limit', target: '喷涂' })).toBe('')
    expect(measureSentence({ verb: 'other', target: '喷涂', value: 3 })).toBe('')
  })
  it('says what the lanes do', () => {
    expect(transportSentence('BAN_STAGE', { max_stage: '6a', heavy_only: false, all_fuels: false, fuels: ['B', 'E'] })).toBe('国六a及以下柴油、天然气货车禁止进入')
    expect(transportSentence('QUOTA', { percent: 30, base: 10 })).toBe('每日进厂货车不超过3辆次（日常10辆次的30%）')
    expect(transportSentence('QUOTA', { percent: '', base: 10 })).toBe('')
    expect(transportSentence('WINDOW', { from: '22:00', to: '08:00' })).toBe('22:00至次日08:00货车禁止进入')
    expect(transportSentence('WINDOW', { from: '07:00', to: '09:00' })).toBe('07:00至09:00货车禁止进入')
    expect(quotaOf(30, 11)).toBe(4)
    expect(overMidnight('', '08:00')).toBe(false)
    expect(['8', '8:00', '0800', '8：00', '2230', '24:00', '8点'].map(readTime)).toEqual(['08:00', '08:00', '08:00', '08:00', '22:30', '24:00', '8点'])
  })
  it('has title, clause and cause of the shipped packs', () => {
    const files = { BAN_STAGE: 'ban-stage', STOP_ROAD: 'stop-road', QUOTA: 'quota', WINDOW: 'window', MACHINE_BAN: 'machine-ban' }
    for (const [name, file] of Object.entries(files)) {
      const toml = readFileSync(`../../rules/cn-plan-${file}.toml`, 'utf8') // run in web/console
      const known = TEMPLATES[name as keyof typeof TEMPLATES]
      for (const want of [`template = "${name}"`, `zh = "${known.title}"`, `id = "${known.clause}"`, `board = "${known.cause}"`, ...Object.keys(known.params).map((p) => `name = "${p}"`)]) expect(toml).toContain(want)
      expect(toml.match(/\[\[parameter\]\]/g)?.length ?? 0).toBe(Object.keys(known.params).length)
    }
  })
})

describe('the draft', () => {
  it('gives back what it was given, with ids that last', () => {
    const body = bodyOf(draftOf(plan))
    expect(body.orange!.measures![0]).toEqual({ ...plan.orange!.measures![0], id: 'orange.measures.1' })
    expect(body.orange!.measures![1]).toEqual({ id: 'orange.measures.2', text: '洒水', for_drivers: false })
    expect(body.orange!.transport![0]).toEqual(plan.orange!.transport![0])
    expect(body.orange!.transport![1]).toEqual({ ...plan.orange!.transport![1], id: 'orange.transport.2', for_drivers: true })
    expect(body.contacts).toEqual(plan.contacts)
    expect(pictureOf(draftOf(body))).toBe(pictureOf(draftOf(plan)))
    expect(faultsOf(draftOf(plan))).toEqual({})
  })
  it('lets the words follow the parts until the plant writes its own', () => {
    const [m] = draftOf(plan).orange.measures
    for (const typed of ['3.0', '３']) {
      m!.value = typed
      expect(measureText(m!)).toBe('停推台锯3台（共4台）')
    }
    expect(draftOf({ red: { measures: [{ verb: 'stop', target: '锯', text: '锯全停' }] } }).red.measures[0]!.own).toBe(true)
  })
  it('copies a level as measures of their own, and changes a kind with its clause', () => {
    const d = draftOf(plan)
    const copy = copyLevel(d.orange)
    expect(copy.measures.map(measureText)).toEqual(d.orange.measures.map(measureText))
    expect(new Set([...copy.measures, ...copy.transport, ...d.orange.measures, ...d.orange.transport].map((m) => m.id)).size).toBe(8)
    const stopped = changeTemplate(d.orange.transport[0]!, 'STOP_ROAD')
    expect(stopped.exemptions[0]!.clause).toBe('plan.stop-road')
    expect(bodyOf({ ...d, orange: { measures: [], transport: [stopped] } }).orange!.transport![0]).not.toHaveProperty('params')
  })
})

describe('faults', () => {
  it('stand at their places', () => {
    const d = draftOf({ red: { measures: [{ verb: 'stop', target: '锯', value: 5, of: 4, text: '停锯5（共4）' }, { verb: 'limit', target: '喷涂', text: '' }], transport: [{ template: 'QUOTA' }, { template: 'WINDOW', params: { from: '08:00', to: '08:00' }, exemptions: [{ clause: 'plan.window', when: '', text: '' }] }] }, contacts: [{ name: '' }] })
    d.red.measures[1]!.own = false
    expect(faultsOf(d)).toEqual({
      'red.measures[0].value': 'more', 'red.measures[1].value': 'value', 'red.transport[0].params.percent': 'percent', 'red.transport[0].params.base': 'base',
      'red.transport[1].params.to': 'sameTime', 'red.transport[1].exemptions[0].when': 'when', 'red.transport[1].exemptions[0].text': 'exemption', 'contacts[0].name': 'name',
    })
    expect(under(faultsOf(d), 'red.measures[0]')).toEqual({ value: 'more' })
  })
  it('are found in the words of the server', () => {
    expect(placeOf("orange.transport[0].params: QUOTA needs 'base'")).toEqual({ at: 'orange.transport[0].params', what: "QUOTA needs 'base'" })
    expect(placeOf('red.transport[0].exemptions[1]: when: column 1: no')).toEqual({ at: 'red.transport[0].exemptions[1].when', what: 'column 1: no' })
    expect(placeOf('contacts[0].name: is missing')).toEqual({ at: 'contacts[0].name', what: 'is missing' })
    expect(placeOf('plan: at most 64 KiB')).toBeNull()
  })
})

describe('what is shown', () => {
  it('stands on the board production first, transport for drivers', () => {
    expect(boardLines(plan, 'orange')).toEqual([{ text: '停推台锯2台（共4台）', for_drivers: false }, { text: '洒水', for_drivers: false }, { text: '国四及以下重型货车禁止进入', for_drivers: true }, { text: '按通告执行', for_drivers: true }])
    expect(boardLines({ red: { transport: [{ template: 'STOP_ROAD' }] } }, 'red')[0]!.text).toBe('一厂一策：停止公路运输')
    expect(boardLines(null, 'red')).toEqual([])
  })
  it('names refusal and exemption on the LED', () => {
    expect(ledsOf(draftOf(plan).orange.transport).map((l) => l.lines.slice(1))).toEqual([['排放阶段不符', '禁止进入'], ['豁免：民生', '准许进入'], ['符合标准', '准许进入']])
  })
  it('compares by what a measure is, not by its place', () => {
    const after: Plan = { ...plan, orange: { measures: [{ text: '洒水' }, { ...plan.orange!.measures![0]!, verify_by: '现场' }], transport: [{ ...plan.orange!.transport![0]!, text: '国三及以下重型货车禁止进入', params: { max_stage: 3, heavy_only: true } }] }, contacts: [] }
    expect(compare(plan, after)).toEqual([
      { where: 'orange', how: 'changed', before: '停推台锯2台（共4台）', after: '停推台锯2台（共4台）', members: ['verify_by'] },
      { where: 'orange', how: 'changed', before: '国四及以下重型货车禁止进入', after: '国三及以下重型货车禁止进入', members: ['params'] },
      { where: 'orange', how: 'removed', before: '按通告执行', after: '', members: [] },
      { where: 'contacts', how: 'removed', before: '张三，负责人，13912345678', after: '', members: [] },
    ])
    expect(compare(plan, plan)).toEqual([])
  })
})
