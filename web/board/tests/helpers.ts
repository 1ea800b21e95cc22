import { expect, test as base, type Page } from '@playwright/test'
import type { Arrival, Verdict } from '@cleangate/shared/board'

export const WALLS = { std: { width: 1920, height: 1080 }, wide: { width: 3840, height: 1080 } } as const

let n = 0
export const ownKey = (scenario: string) => `${scenario}~${Date.now()}-${process.pid}-${(n += 1)}`

/** Fails a test on any console error or any request that leaves the server. */
export const test = base.extend<{ expectErrors: RegExp[]; guard: void }>({
  expectErrors: [[], { option: true }],
  guard: [async ({ page, baseURL, expectErrors }, use) => {
    const problems: string[] = []
    page.on('console', (m) => {
      if (m.type() === 'error' || m.type() === 'warning') problems.push(m.text())
    })
    page.on('pageerror', (e) => problems.push(e.message))
    page.on('request', (r) => {
      if (!r.url().startsWith(baseURL as string)) problems.push(`foreign request ${r.url()}`)
    })
    await use()
    expect(problems.filter((p) => !expectErrors.some((e) => e.test(p)))).toEqual([])
  }, { auto: true }],
})
export { expect }

export async function open(page: Page, scenario: string): Promise<string> {
  const key = ownKey(scenario)
  await page.goto(`/board?key=${encodeURIComponent(key)}`)
  return key
}

/** Opens and waits until the socket listens. */
export async function openLive(page: Page, scenario: string): Promise<string> {
  const key = await open(page, scenario)
  await page.waitForSelector('.stage[data-link="live"]')
  return key
}

const WORDS: Record<Verdict, Partial<Arrival>> = {
  admit: { headline: '准许进入', reason: '符合标准', stage: '排放阶段 国六' },
  refuse: { headline: '禁止进入', reason: '不符合国五及以上标准', stage: '排放阶段 国四' },
  hold: { headline: '请联系门卫', reason: '待核实', stage: '号牌识别不清' },
}

export function car(lane: number, verdict: Verdict, more: Partial<Arrival> = {}): Arrival {
  n += 1
  return {
    type: 'arrival', index: n, id: `id-${process.pid}-${n}`, at: '2026-12-14T14:31:52+08:00',
    lane: { id: `lane-${lane}`, name: `${lane}号车道` }, direction: 'in', plate: '津A54321', colour: 'yellow',
    plate_class: 'large', verdict, headline: '', reason: '', stage: null, uncertain: [], resolved: verdict !== 'hold',
    ...WORDS[verdict], ...more,
  }
}

export async function send(page: Page, key: string, message: object): Promise<void> {
  await page.request.post(`/mock/send?key=${encodeURIComponent(key)}`, { data: message })
}

export async function block(page: Page, key: string, status: number): Promise<void> {
  await page.request.post(`/mock/block?key=${encodeURIComponent(key)}&status=${status}`)
}

/** The server stops answering; needs the fake clock. */
export async function silence(page: Page, key: string): Promise<void> {
  await block(page, key, 503)
  await page.clock.runFor(12_000)
}

export async function setState(page: Page, key: string, part: object): Promise<void> {
  await page.request.post(`/mock/state?key=${encodeURIComponent(key)}`, { data: part })
}

export const fields = (page: Page) => page.locator('.field:visible')
