// Every page that the router lists, in use: axe finds nothing serious in light and dark, and the first load stays small.
import axe from 'axe-core'
import type { Page } from '@playwright/test'
import { usePlant } from '../src/plant'
import { addCamera, drawScene, vzenith } from '../src/camera'
import { consolePages } from '../src/console-pages'
import { choose, expect, expectRefusal, test } from '../src/story'
import { visit } from '../src/visit'

const KB = 1024
const PAGES = consolePages()

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }))
  return violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${page.url()} ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)
}

test.describe('pages', () => {
  const site = usePlant({ init: ['--demo'] })
  let board = ''
  test.beforeAll(async ({ browser }) => {
    const { plant } = site
    await plant.api('POST', 'gates', { id: 'east', name: '东门' })
    for (const [id, name, direction] of [['in', '东门进厂', 'in'], ['out', '东门出厂', 'out']]) {
      await plant.api('POST', 'lanes', { id, gate: 'east', name, direction, mode: 'automatic' })
    }
    await plant.api('POST', 'warnings', { level: 'orange', effective_at: new Date(Date.now() - 60_000).toISOString() })
    await plant.api('PUT', `vehicles/${encodeURIComponent('京N5X203')}/blue`, { stage: { min: '6b', max: '6b' }, fuel: 'A', vehicle_class: 'K33' })
    await plant.api('POST', 'lists/deny', { plate: '豫E2K881', colour: 'yellow', reason: '多次冲卡' })
    const [way, out] = [await addCamera(plant, { id: 'cam-1', lane: 'in' }), await addCamera(plant, { id: 'cam-2', lane: 'out' })]
    await vzenith(way, { plate: '京N5X203', photo: await drawScene(browser, '京N5X203') })
    await vzenith(out, { plate: '豫E2K881', colour: 'yellow', photo: await drawScene(browser, '豫E2K881', 'yellow') })
    await vzenith(way, { plate: '晋M3K527', colour: 'yellow', photo: await drawScene(browser, '晋M3K527', 'yellow') })
    const made = await plant.api<{ key: string }>('POST', 'board-keys', { photos: true })
    board = `/board?key=${made.key}`
  })

  for (const dark of [false, true]) {
    test(`axe finds nothing serious, ${dark ? 'dark' : 'light'}`, async ({ page }) => {
      test.setTimeout(300_000)
      await choose(page, { dark })
      const faults: string[] = []
      const look = async (path: string) => {
        await visit(page, site.plant.url + path)
        await expect(page).toHaveURL(new RegExp(`${path.split(/[?#]/)[0]}(?![\\w/-])`))
        faults.push(...(await faultsOf(page)))
      }
      expectRefusal(page, 401, '/api/v1/session')
      for (const { path } of PAGES.filter((p) => p.role === null)) await look(path)
      for (const path of ['/setup#spent', '/q?g=east', board]) await look(path)
      await site.plant.signIn(page)
      expectRefusal(page, 404, '/api/v1/vehicles/晋M3K527/yellow')
      for (const { path } of PAGES.filter((p) => p.role !== null)) await look(path)
      await visit(page, `${site.plant.url}/passages`)
      await page.getByRole('row').nth(1).click()
      await expect(page.locator('#dock aside')).toBeVisible()
      faults.push(...(await faultsOf(page)))
      expect(faults).toEqual([])
    })
  }

  for (const [name, limit] of [['console', 350], ['board', 80], ['driver', 60]] as const) {
    test(`the first load of the ${name} is at most ${limit} kB as it comes over the wire`, async ({ page }) => {
      if (name === 'console') await site.plant.signIn(page)
      const wire = await page.context().newCDPSession(page)
      await wire.send('Network.enable')
      const pages = new Set<string>()
      let bytes = 0
      wire.on('Network.responseReceived', (e) => { if (['Document', 'Script', 'Stylesheet', 'Font'].includes(e.type)) pages.add(e.requestId) })
      wire.on('Network.loadingFinished', (e) => { if (pages.has(e.requestId)) bytes += e.encodedDataLength })
      await visit(page, site.plant.url + { console: '/overview', board, driver: '/q?g=east' }[name])
      expect(bytes).toBeGreaterThan(KB)
      expect(bytes / KB).toBeLessThanOrEqual(limit)
    })
  }
})
