/**
 * What is published of the networks in examples/networks: parameter counts and multiply-adds (torchvision's model
 * pages, in billions there; Hugging Face's GPT-2; the papers), and the shape at every stage. PyTorch's
 * `nn.TransformerEncoderLayer(512, 8)` has the encoder block's count; U-Net's is that of the usual padded version with
 * one channel in and two classes out.
 */
export interface Published {
  /** The file's name without its ending. */
  readonly program: string;
  readonly parameters: number;
  /** Billions of multiply-adds for one picture, to three decimals. */
  readonly gigaMultiplyAdds?: number;
  readonly shapes: Readonly<Record<string, string>>;
}

const image = (channels: number, size: number): string =>
  `[batch, ${channels}, ${size}, ${size}]`;
const rows = (size: number): string => `[batch, ${size}]`;
const words = (size: number): string => `[batch, seq, ${size}]`;

export const published: readonly Published[] = [
  {
    program: "lenet5",
    parameters: 61_706,
    shapes: {
      c1: image(6, 28),
      s2: image(6, 14),
      c3: image(16, 10),
      s4: image(16, 5),
      f5: rows(120),
      f6: rows(84),
      logits: rows(10),
      digits: rows(10),
    },
  },
  {
    program: "alexnet",
    parameters: 61_100_840,
    gigaMultiplyAdds: 0.714,
    shapes: {
      c1: image(64, 55),
      p1: image(64, 27),
      c2: image(192, 27),
      p2: image(192, 13),
      c3: image(384, 13),
      c4: image(256, 13),
      c5: image(256, 13),
      p5: image(256, 6),
      f6: rows(4096),
      f7: rows(4096),
      logits: rows(1000),
    },
  },
  {
    program: "vgg16",
    parameters: 138_357_544,
    gigaMultiplyAdds: 15.47,
    shapes: {
      c1: image(64, 112),
      c2: image(128, 56),
      c3: image(256, 28),
      c4: image(512, 14),
      c5: image(512, 7),
      f6: rows(4096),
      f7: rows(4096),
      logits: rows(1000),
    },
  },
  {
    program: "resnet18",
    parameters: 11_689_512,
    gigaMultiplyAdds: 1.814,
    shapes: {
      stem: image(64, 112),
      p: image(64, 56),
      s1: image(64, 56),
      s2: image(128, 28),
      s3: image(256, 14),
      s4: image(512, 7),
      logits: rows(1000),
    },
  },
  {
    program: "resnet50",
    parameters: 25_557_032,
    gigaMultiplyAdds: 4.089,
    shapes: {
      stem: image(64, 112),
      p: image(64, 56),
      s1: image(256, 56),
      s2: image(512, 28),
      s3: image(1024, 14),
      s4: image(2048, 7),
      logits: rows(1000),
    },
  },
  {
    program: "mobilenetv2",
    parameters: 3_504_872,
    gigaMultiplyAdds: 0.301,
    shapes: {
      stem: image(32, 112),
      s1: image(16, 112),
      s2: image(24, 56),
      s3: image(32, 28),
      s4: image(64, 14),
      s5: image(96, 14),
      s6: image(160, 7),
      s7: image(320, 7),
      head: image(1280, 7),
      logits: rows(1000),
    },
  },
  {
    program: "unet",
    parameters: 31_030_658,
    shapes: {
      d1: image(64, 256),
      d2: image(128, 128),
      d3: image(256, 64),
      d4: image(512, 32),
      bottom: image(1024, 16),
      u4: image(512, 32),
      u3: image(256, 64),
      u2: image(128, 128),
      u1: image(64, 256),
      p: image(2, 256),
    },
  },
  {
    program: "lstm-classifier",
    // 10,000 · 128 words, 4 · 128 · (128 + 128 + 2) for the LSTM, 2 · 128 + 2 at the end.
    parameters: 1_412_354,
    shapes: {
      e: words(128),
      h: words(128),
      last: rows(128),
      logits: rows(2),
    },
  },
  {
    program: "transformer-encoder",
    parameters: 3_152_384,
    shapes: {
      attended: words(512),
      a: words(512),
      hidden: words(512),
      y: words(512),
    },
  },
  {
    program: "gpt2-small",
    parameters: 124_439_808,
    shapes: {
      token: words(768),
      position: "[seq, 768]",
      h: words(768),
      n: words(768),
      logits: words(50_257),
      p: words(50_257),
    },
  },
  {
    program: "vit-b16",
    parameters: 86_567_656,
    gigaMultiplyAdds: 17.564,
    shapes: {
      patch: image(768, 14),
      sentence: "[batch, 196, 768]",
      with_class: "[batch, 197, 768]",
      h: "[batch, 197, 768]",
      n: "[batch, 197, 768]",
      logits: rows(1000),
    },
  },
];
