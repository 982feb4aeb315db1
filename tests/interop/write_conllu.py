"""Sentences as the library conllu writes them, from a file that it has read: what Glossator must read as it reads its own.

write_conllu.py FROM.conllu TO.conllu
"""

import sys

import conllu

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", newline="\n") as lines:
        sentences = list(conllu.parse_incr(lines))
    with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as file:
        file.writelines(sentence.serialize() for sentence in sentences)
    print(f"conllu: {len(sentences)} sentences written again")
