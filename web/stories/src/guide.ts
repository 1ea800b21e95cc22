// A guide for people, as a story: every numbered step has an id in a comment, and a function that does it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ROOT } from './binary'

const FOLDER = join(ROOT, 'docs/guide')
const QUALITY = 84
/** CLEANGATE_PICTURES=1 takes the guides' pictures again; else no file is touched. */
const TAKES = process.env.CLEANGATE_PICTURES === '1'

/** Text of the guide, its steps in order, and the pictures that it shows. */
export function readGuide(name: string): { steps: string[]; numbered: number; pictures: string[] } {
  const text = readFileSync(join(FOLDER, `${name}.md`), 'utf8')
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((m) => m[1]!)
  return { steps: all(/<!-- step: ([\w-]+) -->/g), numbered: all(/^(\d+)\. /gm).length, pictures: all(/!\[[^\]]+\]\(pictures\/([\w-]+)\.jpg\)/g) }
}

/** Does what the guide says, step by step, in its order. */
export async function replay(name: string, steps: Record<string, () => Promise<void>>): Promise<void> {
  const guide = readGuide(name)
  expect(guide.steps.length, 'every numbered step has an id').toBe(guide.numbered)
  expect(Object.keys(steps), 'a function for each step, in the guide’s order').toEqual(guide.steps)
  for (const id of guide.steps) await test.step(id, steps[id]!)
  if (!TAKES) for (const p of guide.pictures) expect(existsSync(join(FOLDER, 'pictures', `${p}.jpg`)), p).toBe(true)
}

export async function picture(page: Page, name: string): Promise<void> {
  if (!TAKES) return
  await page.evaluate(() => Promise.all([...document.images].map((i) => (i.complete ? null : new Promise((done) => { i.onload = i.onerror = done })))))
  mkdirSync(join(FOLDER, 'pictures'), { recursive: true })
  await page.screenshot({ path: join(FOLDER, 'pictures', `${basename(name)}.jpg`), type: 'jpeg', quality: QUALITY, animations: 'disabled' })
}
