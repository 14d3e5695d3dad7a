// The picture that fills the screen, if one does.
import type { Media } from './entities'

let shown = $state.raw<{ media: Media[]; index: number } | null>(null)

export const lightbox = {
  get shown() {
    return shown
  },
}

export function openLightbox(media: Media[], index: number): void {
  shown = { media: media.filter(({ url }) => url), index }
}

export function moveLightbox(step: number): void {
  if (!shown) return
  const index = shown.index + step
  if (index >= 0 && index < shown.media.length) shown = { ...shown, index }
}

export function closeLightbox(): void {
  shown = null
}
