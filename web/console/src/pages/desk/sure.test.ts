import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/client'
import { sure, type Try } from './sure'

const keyOf = (t: Try) => t.headers['Idempotency-Key']
function fails(keys: string[], e: ApiError) {
  return (t: Try): Promise<void> => { keys.push(keyOf(t)); return Promise.reject(e) }
}
const takes = (keys: string[]) => (t: Try): Promise<void> => { keys.push(keyOf(t)); return Promise.resolve() }

describe('a command that must not work twice', () => {
  it('keeps its key while the end is open, and takes a new one after an answer', async () => {
    const run = sure()
    const keys: string[] = []
    await expect(run('a', fails(keys, new ApiError(0, 'timeout', '')))).rejects.toThrow()
    await expect(run('a', fails(keys, new ApiError(409, 'conflict', 'the first request with this Idempotency-Key is still being worked on')))).rejects.toThrow()
    await run('a', takes(keys))
    await run('a', takes(keys))
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).toBe(keys[0])
    expect(keys[3]).not.toBe(keys[0])
  })
  it('takes a new key for another command and after a refusal', async () => {
    const run = sure()
    const keys: string[] = []
    await expect(run('a', fails(keys, new ApiError(0, 'unreachable', '')))).rejects.toThrow()
    await expect(run('b', fails(keys, new ApiError(504, 'timeout', '')))).rejects.toThrow()
    await run('b', takes(keys))
    expect(new Set(keys).size).toBe(3)
  })
  it('gives up when no answer comes', async () => {
    const run = sure(5)
    const never = (t: Try) => new Promise<void>((_, no) => t.signal.addEventListener('abort', () => no(new ApiError(0, 'timeout', ''))))
    await expect(run('a', never)).rejects.toMatchObject({ code: 'timeout' })
  })
})
