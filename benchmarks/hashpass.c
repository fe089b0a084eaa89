/* One pass over a text in C: lower case, a hash of each word, a hash of each run of three words.
   What any search for shared runs must do at least; benchmarks/near.py counts in multiples of it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t mixed(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

int main(int count, char **names)
{
    enum { PART = 1 << 20 };
    static unsigned char part[PART];
    const uint64_t start = 1469598103934665603ULL, prime = 1099511628211ULL;
    uint64_t word = start, before = 0, last = 0, sum = 0;
    unsigned char previous = 0;
    int inside = 0;
    FILE *text = count > 1 ? fopen(names[1], "rb") : NULL;
    if (!text)
        return 2;
    for (size_t size; (size = fread(part, 1, PART, text)) > 0;)
        for (size_t at = 0; at < size; at++) {
            unsigned char byte = part[at], folded = byte;
            if (byte >= 'A' && byte <= 'Z')
                folded = byte | 0x20;
            else if (previous == 0xC3 && byte >= 0x80 && byte <= 0x9E)
                folded = byte + 0x20; /* the capital letters of Latin-1 in UTF-8, as Æ Ø Å */
            previous = byte;
            if (folded > ' ') {
                word = (word ^ folded) * prime;
                inside = 1;
            } else if (inside) {
                word = mixed(word);
                sum ^= mixed(before * 3 + last * 5 + word * 7);
                before = last;
                last = word;
                word = start;
                inside = 0;
            }
        }
    fclose(text);
    printf("%llx\n", (unsigned long long)sum);
    return 0;
}
