/** A file format as the second half of its media type. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif';

/** What a platform takes as a picture. */
export interface ImageLimits {
  /** Largest file. */
  readonly maxBytes: number;
  /** Formats it takes; Spool writes JPEG and PNG. */
  readonly formats: readonly ImageFormat[];
  /** Longest side worth sending, in pixels; default 4096. A larger picture is scaled down, a smaller one left. */
  readonly maxSide?: number;
}

/** One platform's limits, by where a picture stands. */
export interface PictureLimits {
  readonly image: ImageLimits;
  /** The picture of a link card; `null` where the platform makes its cards itself. */
  readonly thumbnail: ImageLimits | null;
}
