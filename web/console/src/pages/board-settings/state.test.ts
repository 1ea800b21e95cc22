import { describe, expect, it } from 'vitest'
import type { Plant } from '../../api/types'
import { plantBody, plantValues } from './plant'
import { arrivalOf, boardOf, OFFICIAL, stateOf, wordingOf } from './state'

const plant = { id: 'plant', name: '木业', grade: 'B', industry: '木制品', region: '131002', board: { district: '安次区', title: '公示', texts: { hold: { headline: '稍等' }, other: 1 }, timing: { admit_ms: 8000, min_ms: 3000 } } } as unknown as Plant

describe('the board', () => {
  it('keeps what the form does not know when it is saved', () => {
    const w = wordingOf(plant)
    const board = boardOf({ ...w, no_warning: '当前无预警' }, plant)
    expect(board.texts).toEqual({ other: 1, no_warning: '当前无预警', hold: { headline: '稍等' } })
    expect(board.timing).toEqual({ min_ms: 3000, admit_ms: 8000 })
    expect(plantBody(plantValues(plant), plant, board).board).toMatchObject({ district: '安次区', title: '公示' })
  })
  it('speaks the official words where nothing is written', () => {
    const w = wordingOf({ ...plant, board: {} } as Plant)
    const s = stateOf({ name: '木业', grade: 'B' }, w, {}, 'orange', '2026-12-14T14:00:00+08:00', null)
    expect(s.title).toBe(OFFICIAL.title)
    expect(s.warning?.text).toBe('当前重污染天气橙色预警，执行Ⅱ级应急响应措施')
    expect(s.warning?.started_text).toBe('启动时间：2026年12月14日14时')
    expect(s.plant.grade_text).toBe('B级')
    expect(arrivalOf(w, 'hold', s.at)).toMatchObject({ headline: '待核实', reason: '请联系门卫' })
    expect(arrivalOf(w, 'orange', s.at)).toBeNull()
  })
  it('masks telephone numbers in the preview as on the wall', () => {
    expect(stateOf({ legal_phone: '13912345678' }, wordingOf(plant), {}, 'none', '2026-12-14T14:00:00+08:00', null).plant.legal_phone).toBe('139XXXXXXXX')
  })
})
