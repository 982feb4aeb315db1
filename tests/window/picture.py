"""Pictures of a screen and of PNG files, with nothing but the standard library."""

import struct
import zlib


class Picture:
    """Rows of three bytes a pixel."""

    def __init__(self, width, height, rows):
        self.width, self.height, self.rows = width, height, rows

    @classmethod
    def of_screen(cls, path):
        """What Xvfb shows: a file in the format of xwd."""
        data = path.read_bytes()
        header = struct.unpack(">25I", data[:100])
        size, width, height, stride, colours = header[0], header[4], header[5], header[12], header[19]
        start = size + 12 * colours
        rows = []
        for y in range(height):
            row = data[start + y * stride : start + y * stride + 4 * width]
            pixels = bytearray(3 * width)
            pixels[0::3], pixels[1::3], pixels[2::3] = row[2::4], row[1::4], row[0::4]
            rows.append(bytes(pixels))
        return cls(width, height, rows)

    @classmethod
    def of_png(cls, data):
        """A PNG file of eight bits a channel, with or without alpha."""
        at, packed, width, height, channels = 8, b"", 0, 0, 0
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at : at + 8])
            chunk = data[at + 8 : at + 8 + length]
            if kind == b"IHDR":
                width, height, _, colour = struct.unpack(">IIBB", chunk[:10])
                channels = {2: 3, 6: 4}[colour]
            elif kind == b"IDAT":
                packed += chunk
            at += 12 + length
        raw, stride, rows = zlib.decompress(packed), width * channels, []
        before = bytearray(stride)
        for y in range(height):
            start = y * (stride + 1)
            before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before, channels)
            row = bytearray(3 * width)
            for channel in range(3):
                row[channel::3] = before[channel::channels]
            rows.append(bytes(row))
        return cls(width, height, rows)

    def png(self):
        raw = b"".join(b"\0" + row for row in self.rows)
        chunks = [
            (b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(raw, 6)),
            (b"IEND", b""),
        ]
        packed = b"\x89PNG\r\n\x1a\n"
        for kind, data in chunks:
            packed += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        return packed

    def pixels(self, colour, between, tolerance=2):
        """The pixels between two columns that have a colour, or one that differs from it by no more than `tolerance`."""
        left, right = between
        channels = [range(wanted - tolerance, wanted + tolerance + 1) for wanted in colour]
        found = []
        for y, row in enumerate(self.rows):
            reds, greens, blues = (row[3 * left + channel : 3 * right : 3] for channel in range(3))
            if not any(bytes([red]) in reds for red in channels[0]):
                continue
            for x, pixel in enumerate(zip(reds, greens, blues), left):
                if all(value in wanted for value, wanted in zip(pixel, channels)):
                    found.append((x, y))
        return found

    def differing(self, other, tolerance=0, between=None):
        """The pixels that differ by more than `tolerance` in a channel, in all columns or in those between two."""
        left, right = between or (0, min(self.width, other.width))
        pixels = []
        for y, (row, other_row) in enumerate(zip(self.rows, other.rows)):
            if row == other_row:
                continue
            for x in range(left, right):
                pair = zip(row[3 * x : 3 * x + 3], other_row[3 * x : 3 * x + 3])
                if any(abs(a - b) > tolerance for a, b in pair):
                    pixels.append((x, y))
        return pixels


def _unfiltered(kind, row, before, step):
    """Takes back the filter of a PNG row."""
    for at in range(len(row)):
        left = row[at - step] if at >= step else 0
        above = before[at]
        corner = before[at - step] if at >= step else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above
        elif kind == 3:
            guess = (left + above) // 2
        elif kind == 4:
            estimate = left + above - corner
            guess = min((left, above, corner), key=lambda value: abs(estimate - value))
        else:
            return row
        row[at] = (row[at] + guess) & 255
    return row
