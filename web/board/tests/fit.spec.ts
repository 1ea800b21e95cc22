import { car, expect, fields, open, openLive, send, setState, silence, test, WALLS } from './helpers'
import type { Page } from '@playwright/test'

/** Every text inside its box, its box inside the canvas, and no text over another. */
async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = []
    const stage = document.querySelector('.stage') as HTMLElement
    const wall = stage.getBoundingClientRect()
    const k = wall.width / stage.offsetWidth
    const covered = document.querySelector('.verdicts')
    const leaves: { el: Element; rect: DOMRect }[] = []
    for (const el of stage.querySelectorAll('*')) {
      if (el.closest('svg, .warm') || (covered && !covered.contains(el) && !el.closest('h1'))) continue
      const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim())
      if (!own) continue
      const range = document.createRange()
      range.selectNodeContents(el)
      const full = range.getBoundingClientRect()
      // The font's line box is 1.45 em; ink stays within the em square.
      const em = parseFloat(getComputedStyle(el).fontSize) * k
      const rect = new DOMRect(full.left, full.top + em * 0.28, full.width, full.height - em * 0.448)
      const text = el.textContent?.trim() ?? ''
      if (rect.left < wall.left - 1 || rect.right > wall.right + 1 || rect.bottom > wall.bottom + 1) out.push(`off the wall: ${text}`)
      leaves.push({ el, rect })
      for (let box: Element | null = el; box && box !== stage; box = box.parentElement) {
        const b = box as HTMLElement
        if (getComputedStyle(b).overflow === 'visible') continue
        const clip = b.getBoundingClientRect()
        if (rect.right > clip.right + 2 || rect.left < clip.left - 2) out.push(`cut at the side: ${text}`)
        if (rect.bottom > clip.bottom + 2 || rect.top < clip.top - 2) out.push(`cut: ${text}`)
      }
      const parent = (el.closest('.panel, .white, .warning, .field, .foot, header') ?? stage).getBoundingClientRect()
      if (rect.right > parent.right + 1 || rect.left < parent.left - 1) out.push(`beyond its panel: ${text}`)
    }
    for (const [i, a] of leaves.entries()) {
      for (const b of leaves.slice(i + 1)) {
        if (a.el.contains(b.el) || b.el.contains(a.el)) continue
        const x = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left)
        const y = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top)
        if (x > 2 * k && y > 2 * k) out.push(`${a.el.textContent} over ${b.el.textContent}`)
      }
    }
    return [...new Set(out)]
  })
}

const IDLE = ['orange', 'yellow', 'red', 'none', 'noqr', 'nonenoqr', 'many', 'seven', 'empty', 'onlyrule', 'norule', 'long', 'longnone']
const VERDICTS = ['admit', 'refuse', 'hold', 'exit', 'longreason', 'noplate', 'two', 'twolong', 'plate-trailer', 'plate-rescue']

for (const [wall, viewport] of Object.entries(WALLS)) {
  test.describe(wall, () => {
    test.use({ viewport })
    for (const name of IDLE) {
      test(`idle ${name}`, async ({ page }) => {
        await open(page, name)
        await page.waitForSelector('.foot')
        expect(await misfits(page)).toEqual([])
      })
    }
    for (const name of VERDICTS) {
      test(`verdict ${name}`, async ({ page }) => {
        await open(page, name)
        await expect(fields(page)).toHaveCount(name.startsWith('two') ? 2 : 1)
        await page.waitForTimeout(300)
        expect(await misfits(page)).toEqual([])
      })
    }

    test.describe('stale', () => {
      test.use({ expectErrors: [/WebSocket|503/] })
      for (const name of ['orange', 'long', 'none']) {
        test(name, async ({ page }) => {
          await page.clock.install()
          await silence(page, await openLive(page, name))
          await page.waitForSelector('[data-stale]')
          expect(await misfits(page)).toEqual([])
        })
      }
    })

    test('long words of the server', async ({ page }) => {
      const key = await openLive(page, 'orange')
      for (const more of [
        { reason: '国四重型货车，橙色预警期间禁止进入，雨雪天气另行通知', headline: '禁止进入' },
        { reason: '未登记', headline: '请先登记货物信息' },
        { reason: '车辆排放阶段没有查到，门卫正在核对行驶证', headline: '请联系门卫' },
        { reason: '准', headline: '准', stage: '排放阶段 国六，物料运输登记编号 20261214-000123，请靠右行驶' },
      ]) {
        const a = car(1, 'hold', more)
        await send(page, key, a)
        await expect(fields(page).locator('.headline')).toHaveText(more.headline)
        expect(await misfits(page)).toEqual([])
        await send(page, key, { ...a, resolved: true })
        await expect(page.locator('.field')).toHaveCount(0)
      }
    })

    for (const n of [1, 6, 7, 12, 30]) {
      test(`${n} long measures`, async ({ page }) => {
        const key = await openLive(page, 'orange')
        const measures = Array.from({ length: n }, (_, i) => ({
          text: `${i + 1}号涂装生产单元使用溶剂型原辅材料的喷涂、流平、烘干限产60%`, for_drivers: i % 5 === 4 && i < 12,
        }))
        await setState(page, key, { measures })
        await page.reload()
        await page.waitForSelector('.measures li')
        expect(await misfits(page)).toEqual([])
      })
    }
  })
}
