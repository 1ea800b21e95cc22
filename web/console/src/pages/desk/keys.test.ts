import { describe, expect, it } from 'vitest'
import { follow, isReady, pressKey, pressStep, START, type DeskState, type DeskView, type Effect } from './keys'

const view = (more: Partial<DeskView> = {}): DeskView =>
  ({ holds: ['a', 'b'], candidates: ['admit', 'refuse', 'hold'], typing: false, written: false, busy: false, ...more })
const at = (more: Partial<DeskState> = {}): DeskState => ({ ...START, hold: 'a', ...more })
function type(s: DeskState, v: DeskView, ...keys: string[]): [DeskState, Effect] {
  let out: [DeskState, Effect] = [s, { do: 'none' }]
  for (const k of keys) out = pressKey(out[0], v, k)
  return out
}

describe('the desk by keyboard', () => {
  it('preselects nothing, and Enter is dead until a digit is pressed', () => {
    const [s, e] = type(at(), view(), 'Enter')
    expect(s.candidate).toBeNull()
    expect(e).toEqual({ do: 'tell', what: 'digit' })
  })
  it('admits in three presses: reading, reason, Enter', () => {
    expect(type(at(), view(), 'ArrowDown', '1', 'Enter')[1]).toEqual({ do: 'resolve', verdict: 'admit' })
  })
  it('asks for a reading before "as registered"', () => {
    const [s, e] = type(at(), view(), '1')
    expect(s.digit).toBeNull()
    expect(e).toEqual({ do: 'tell', what: 'pick' })
  })
  it('does not admit "as registered" what the register refuses or does not know', () => {
    expect(type(at(), view(), 'ArrowDown', 'ArrowDown', '1')[1]).toEqual({ do: 'tell', what: 'notAdmit' })
    expect(type(at(), view(), 'ArrowUp', '1')[1]).toEqual({ do: 'tell', what: 'notAdmit' })
  })
  it('takes "as registered" at once when there is one reading only', () => {
    expect(type(at(), view({ candidates: [] }), '1', 'Enter')[1]).toEqual({ do: 'resolve', verdict: 'admit' })
  })
  it('drops "as registered" when another reading is chosen after it', () => {
    expect(type(at(), view(), 'ArrowDown', '1', 'ArrowDown')[0]).toMatchObject({ candidate: 1, digit: null })
  })
  it('refuses by 6 to 9', () => {
    expect(type(at(), view(), '6', 'Enter')[1]).toEqual({ do: 'resolve', verdict: 'refuse' })
    expect(type(at(), view(), '8', 'Enter')[1]).toEqual({ do: 'resolve', verdict: 'refuse' })
  })
  it('does nothing on 0 and 5', () => {
    expect(type(at(), view(), '0')[0].digit).toBeNull()
    expect(type(at(), view(), '5')[0].digit).toBeNull()
  })
  it('wants words for "other" before Enter acts', () => {
    expect(type(at(), view(), '4')[1]).toEqual({ do: 'write' })
    expect(type(at(), view(), '9', 'Enter')[1]).toEqual({ do: 'tell', what: 'write' })
    expect(type(at({ digit: 4 }), view({ typing: true, written: true }), 'Enter')[1]).toEqual({ do: 'resolve', verdict: 'admit' })
  })
  it('lets digits alone in a text field', () => {
    expect(type(at(), view({ typing: true }), '6')[0].digit).toBeNull()
  })
  it('has no letter shortcut', () => {
    for (const key of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') expect(pressKey(at(), view(), key)).toEqual([at(), { do: 'none' }])
  })
  it('leaves F1, F5, F11, F12 and Tab to the browser', () => {
    for (const key of ['F1', 'F5', 'F11', 'F12', 'Tab']) expect(pressKey(at(), view(), key)).toEqual([at(), { do: 'none' }])
  })
  it('walks the holds with PgDn round and round, with nothing chosen on the next one', () => {
    const [s] = type(at({ candidate: 0, digit: 6 }), view(), 'PageDown')
    expect(s).toMatchObject({ hold: 'b', candidate: null, digit: null })
    expect(type(s, view(), 'PageDown')[0].hold).toBe('a')
    expect(type(at(), view({ holds: [] }), 'PageDown')[0].hold).toBe('a')
  })
  it('goes back one step by Esc: task, correction, reason, then later', () => {
    expect(type(at({ task: 'lift', digit: 6 }), view(), 'Escape')[0]).toMatchObject({ task: null, digit: 6 })
    expect(type(at({ correcting: true, digit: 6 }), view(), 'Escape')[0]).toMatchObject({ correcting: false, digit: 6 })
    expect(type(at({ digit: 6 }), view(), 'Escape')[0].digit).toBeNull()
    expect(type(at(), view(), 'Escape')[1]).toEqual({ do: 'later' })
  })
  it('does not resolve twice', () => {
    expect(type(at({ digit: 6 }), view({ busy: true }), 'Enter')[1]).toEqual({ do: 'none' })
    expect(isReady(at({ digit: 6 }), view({ busy: true }))).toBe(false)
  })
  it('opens and closes tasks by their key, also from a text field', () => {
    const [s] = type(at(), view({ typing: true }), 'F4')
    expect(s.task).toBe('lift')
    expect(type(s, view(), 'F6')[0].task).toBe('mode')
    expect(type(s, view(), 'F4')[0].task).toBeNull()
  })
  it('keeps digits for the task while one is open', () => {
    expect(type(at({ task: 'lift' }), view(), '6', 'Enter')).toEqual([at({ task: 'lift' }), { do: 'none' }])
  })
  it('corrects a plate only where there is a hold', () => {
    expect(type(at({ hold: null }), view(), 'F2')[0].correcting).toBe(false)
    expect(type(at(), view(), 'F2')[0].correcting).toBe(true)
  })
  it('is not taken off its hold by a new one, and chooses nothing on what follows', () => {
    const s = at({ digit: 6 })
    expect(follow(s, ['c', 'a'])).toBe(s)
    expect(follow(s, ['c'])).toMatchObject({ hold: 'c', digit: null, candidate: null })
    expect(follow(s, [])).toMatchObject({ hold: null, digit: null })
  })
})

describe('lift and mode by digits', () => {
  it('lifts in four presses with F4: lane, reason, Enter', () => {
    let chosen: readonly number[] = []
    for (const key of ['2', '1']) chosen = pressStep({ lists: [4, 5], chosen }, key).chosen
    expect(pressStep({ lists: [4, 5], chosen }, 'Enter')).toEqual({ chosen: [1, 0], done: true })
  })
  it('is not done before every list has its choice', () => {
    expect(pressStep({ lists: [4, 5], chosen: [1] }, 'Enter').done).toBe(false)
  })
  it('ignores digits beyond the list', () => {
    expect(pressStep({ lists: [4, 5], chosen: [] }, '5').chosen).toEqual([])
    expect(pressStep({ lists: [4, 5], chosen: [] }, '4').chosen).toEqual([3])
    expect(pressStep({ lists: [4, 5], chosen: [] }, '0').chosen).toEqual([])
  })
  it('changes the last choice by another digit and takes it back by Backspace', () => {
    expect(pressStep({ lists: [4, 5], chosen: [1, 0] }, '3').chosen).toEqual([1, 2])
    expect(pressStep({ lists: [4, 5], chosen: [1, 0] }, 'Backspace').chosen).toEqual([1])
  })
})

describe('long lists by keyboard', () => {
  const press = (lists: number[], ...keys: string[]): readonly number[] =>
    keys.reduce<readonly number[]>((chosen, key) => pressStep({ lists, chosen }, key).chosen, [])
  it('reaches the tenth and the last lane by arrows, and digits go on in the next list', () => {
    expect(press([12, 3], '9', 'ArrowDown')).toEqual([9])
    expect(press([12, 3], 'ArrowUp')).toEqual([11])
    expect(press([12, 3], 'ArrowUp', '2')).toEqual([11, 1])
  })
  it('goes round at both ends and moves the newest choice only', () => {
    expect(press([12, 3], 'ArrowDown', 'ArrowUp')).toEqual([11])
    expect(press([12, 3], 'ArrowUp', 'ArrowDown')).toEqual([0])
    expect(press([12, 3], '1', '3', 'ArrowDown')).toEqual([0, 0])
  })
  it('does nothing in an empty list', () => {
    expect(press([0, 3], 'ArrowDown', 'ArrowUp')).toEqual([])
  })
})

it('5 goes by the look-up’s answer, and is dead without one', () => {
  expect(pressKey(at(), view(), '5')[0].digit).toBeNull()
  const answered = view({ candidates: [], offer: 'refuse' })
  const [chosen] = pressKey(at(), answered, '5')
  expect(chosen.digit).toBe(5)
  expect(isReady(chosen, answered)).toBe(true)
  expect(pressKey(chosen, answered, 'Enter')[1]).toEqual({ do: 'resolve', verdict: 'refuse' })
  expect(isReady(chosen, view())).toBe(false)
})
