import { describe, expect, it } from 'vitest'
import { bytes, clockMs, count, dayName, dayStart, fromPicker, isoDay, moment, plateText, rfc3339, runningTime, share, spoken, stageRange, toPicker, whoName } from './format'

const at = Date.parse('2026-12-14T14:28:03.214+08:00')
describe('times', () => {
  it('are Beijing time', () => {
    expect(moment(at, at)).toBe('14:28:03')
    expect(moment(at, at + 86_400_000)).toBe('12月14日 14:28:03')
    expect(moment(at, at + 86_400_000, 'en')).toBe('14 Dec 14:28:03')
    expect(dayName(at, Date.parse('2027-01-02T00:00:00+08:00'))).toBe('2026-12-14')
    expect(clockMs(at)).toBe('14:28:03.214')
    expect(rfc3339(at)).toBe('2026-12-14T14:28:03+08:00')
  })
  it('begin a day at Beijing midnight', () => {
    expect(rfc3339(dayStart(Date.parse('2026-12-13T16:00:00Z')))).toBe('2026-12-14T00:00:00+08:00')
    expect(rfc3339(dayStart(Date.parse('2026-12-13T15:59:59Z')))).toBe('2026-12-13T00:00:00+08:00')
    expect(isoDay(at)).toBe('2026-12-14')
  })
  it('run as minutes and from an hour on as hours', () => {
    expect(runningTime(42_000)).toBe('00:42')
    expect(runningTime(3_599_000)).toBe('59:59')
    expect(runningTime(3_600_000)).toBe('1小时0分')
    expect(runningTime(-5)).toBe('00:00')
  })
  it('are spoken in the fitting unit', () => {
    expect([59, 60, 192, 600, 4320, 48 * 3600].map((s) => spoken(s * 1000))).toEqual(['59秒', '1分钟', '3分12秒', '10分钟', '1小时12分', '2天'])
  })
})
describe('numbers and names', () => {
  it('have thousands, one decimal, units', () => {
    expect([0, 999, 1000, 128417].map(count)).toEqual(['0', '999', '1,000', '128,417'])
    expect(share(86, 90)).toBe('95.6%')
    expect(share(0, 0)).toBe('0.0%')
    expect([0.82e12, 14.2e9, 320e6].map(bytes)).toEqual(['0.82 TB', '14.2 GB', '320 MB'])
  })
  it('say a stage, an interval, and that it is unknown', () => {
    expect(stageRange({ min: '4', max: '4' })).toBe('国四')
    expect(stageRange({ min: '4', max: '5' })).toBe('国四至国五')
    expect(stageRange({ min: '6a', max: '6b' })).toBe('国六')
    expect(stageRange({ min: 'D', max: 'D' })).toBe('电动')
    expect(stageRange({ min: null, max: null })).toBe('未知')
    expect(stageRange({ min: 'X', max: 'X' })).toBe('未知')
    expect(stageRange(null, 'en')).toBe('Unknown')
  })
  it('put the dot after the second character', () => {
    expect(plateText('津A12345')).toBe('津A·12345')
    expect(plateText('使014578')).toBe('使014·578')
  })
})

it('a picker shows Beijing time whatever the zone of the computer, and gives it back', () => {
  const ms = Date.parse('2026-12-14T14:30:00+08:00')
  expect(toPicker(ms).getHours()).toBe(14)
  expect(fromPicker(toPicker(ms))).toBe(ms)
})

it('who did something is named without the id of his token', () => {
  expect(whoName('demo (token 01a21222-b758)')).toBe('demo')
  expect(whoName('王工')).toBe('王工')
  expect(whoName('王工（token）')).toBe('王工（token）')
  expect(whoName(null)).toBe('')
})
