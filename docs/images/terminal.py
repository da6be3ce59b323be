"""Draws a terminal's text as a PNG for the README.

usage: ./repro verify | head -40 | python3 docs/images/terminal.py docs/images/verify.png "./repro verify"
Needs Pillow and the DejaVu fonts (Debian: python3-pil, fonts-dejavu-core).
"""
import sys
import textwrap

from PIL import Image, ImageDraw, ImageFont

COLUMNS, SIZE, LINE, MARGIN = 112, 15, 20, 18
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
INK, PAPER, FAINT, ACCENT = "#d8dee9", "#20242c", "#7b8494", "#8fbcbb"

target, prompt = sys.argv[1:3]
lines = ["$ " + prompt]
for text in sys.stdin.read().splitlines():
    lines += textwrap.wrap(text, COLUMNS, subsequent_indent="      ", drop_whitespace=False) or [""]
plain, bold = (ImageFont.truetype(FONT % style, SIZE) for style in ("", "-Bold"))
width = int(plain.getlength("m") * (COLUMNS + 1)) + 2 * MARGIN
picture = Image.new("RGB", (width, LINE * len(lines) + 2 * MARGIN), PAPER)
draw = ImageDraw.Draw(picture)
for row, text in enumerate(lines):
    heading = row == 0 or (text[:1].isalpha())
    colour = ACCENT if heading else FAINT if text.startswith("+") else INK
    draw.text((MARGIN, MARGIN + row * LINE), text, colour, bold if heading else plain)
picture.save(target, optimize=True)
