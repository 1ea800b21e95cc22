// A driver at the gate with a phone, and the poster that he scans.
import { devices, type Page } from '@playwright/test'
import { WORDS } from '../../driver/src/words'

/** In CSS pixels. */
export const A4 = { width: 794, height: 1123 }
export const PHONE = { ...devices['Pixel 5'], defaultBrowserType: undefined }

export interface Told { way: 'in' | 'out'; cargo: string; quantity?: string }
/** Fills the page in, with its own plate keyboard; the driver submits it himself. */
export async function declare(page: Page, plate: string, words: (typeof WORDS)['zh'], { way, cargo, quantity }: Told): Promise<void> {
  for (const c of plate) await page.locator('.key', { hasText: new RegExp(`^${c}$`) }).tap()
  await page.getByRole('button', { name: words[way], exact: true }).tap()
  await page.getByRole('button', { name: words.pick_cargo }).tap()
  await page.getByRole('button', { name: cargo, exact: true }).tap()
  if (quantity) await page.getByLabel(words.quantity, { exact: true }).fill(quantity)
}
