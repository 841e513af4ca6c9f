"""
Which language a person is answered in, and what click itself says (headings of help, wrong usage) in Chinese.

click asks gettext for its words but ships no catalogue, and gettext takes one only as a compiled file in a folder of
the system. So its modules are given our words in place of gettext's look-up; what is not listed stays English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from . import phrases

if TYPE_CHECKING:
    from .errors import Lang

CHINESE = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示帮助",
    "default: {default}": "默认：{default}",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "详见 '{command} {option}'。",
    "No such option {name!r}.": "没有选项 {name!r}。",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Invalid value: {message}": "值无效：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值无效：{message}",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的 {number_type}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
    "Got unexpected extra argument ({args})": "多出的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多出的参数（{args}）",
    "Option {name!r} requires an argument.": "选项 {name!r} 需要一个值。",
    "Did you mean {possibility}?": "是否应为 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否应为其一：{possibilities}？）",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在以下各项之中：{choices}。",
    "%(prog)s, version %(version)s": "%(prog)s，版本 %(version)s",
}
MODULES = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def language(argv: list[str]) -> Lang:
    """
    Choose the language before any help is worded: `--lang`, else the locale, else Chinese.
    """
    for number, word in enumerate(argv):
        if word == "--lang" and argv[number + 1 : number + 2] in (["zh"], ["en"]):
            return "en" if argv[number + 1] == "en" else "zh"
        if word in ("--lang=zh", "--lang=en"):
            return "en" if word.endswith("en") else "zh"
    return phrases.language()


def speak(lang: Lang) -> None:
    """
    Make click speak *lang*; English is its own.
    """
    if lang == "en":
        return
    for module in MODULES:
        for name, ours in (("_", _chinese), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, ours)


def _chinese(text: str) -> str:
    return CHINESE.get(text, text)


def _plural(one: str, many: str, count: int) -> str:
    return CHINESE.get(one if count == 1 else many, one if count == 1 else many)
