/* The common task in plain C: what its speed could be if nothing but this had to be simulated.

   One loop over steps, plain arrays, no structure beyond the task. Random numbers come from Philox4x32-10 (Salmon et
   al. 2011) at the same addresses as in the engine, and logarithms are fdlibm's, so the same nodes adopt in the same
   steps from the same neighbours. Kept are the number of adopters after each step, and of each node the step in which
   it adopted and the neighbour that it adopted from. Build: gcc -O3 -ffp-contract=off -shared -fPIC. */

#include <math.h>
#include <stdint.h>

enum { KEY = 1, IDENTITY = 0, HEARING = 9, HEARD_FROM = 11, ONE_SHOT = 12, FIRST_ADOPTERS = 29 };
enum { SI, CASCADE, THRESHOLD };
enum { MOST_NODES = 1024, NEVER = -1, NOBODY = -1 };

typedef struct {
    int32_t nodes, steps, first_adopters, form;
    double parameter; /* hazard of one neighbour, chance of one neighbour, or share of neighbours */
    uint64_t innovation;
    const int32_t *first; /* first neighbour of each node, and one past the last */
    const int32_t *neighbours;
} Task;

static void philox(uint32_t word[4], uint32_t key0, uint32_t key1)
{
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = (uint64_t)0xD2511F53u * word[0], p1 = (uint64_t)0xCD9E8D57u * word[2];
        uint32_t w1 = word[1], w3 = word[3];
        word[0] = (uint32_t)(p1 >> 32) ^ w1 ^ key0;
        word[1] = (uint32_t)p1;
        word[2] = (uint32_t)(p0 >> 32) ^ w3 ^ key1;
        word[3] = (uint32_t)p0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
}

static void draw(uint32_t word[4], uint64_t key, uint64_t entity, uint32_t node, uint32_t stream)
{
    word[0] = (uint32_t)entity;
    word[1] = (uint32_t)(entity >> 32);
    word[2] = node;
    word[3] = stream << 24;
    philox(word, (uint32_t)key, (uint32_t)(key >> 32));
}

static uint64_t bits_of(uint64_t key, uint64_t entity, uint32_t node, uint32_t stream)
{
    uint32_t word[4];
    draw(word, key, entity, node, stream);
    return (uint64_t)word[0] << 32 | word[1];
}

static double uniform(uint64_t key, uint64_t entity, uint32_t node, uint32_t stream)
{
    return ((double)(bits_of(key, entity, node, stream) >> 12) + 0.5) * 2.220446049250313e-16;
}

static double logarithm(double x)
{
    int exponent;
    double fraction = frexp(x, &exponent);
    if (fraction < 0.7071067811865476) {
        fraction *= 2.0;
        exponent -= 1;
    }
    double k = exponent, f = fraction - 1.0, s = f / (2.0 + f), z = s * s, w = z * z;
    double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01
               + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    double half = 0.5 * f * f;
    return k * 6.93147180369123816490e-01 - ((half - (s * (half + even + odd) + k * 1.90821492927058770002e-10)) - f);
}

static double on_grid(double x) { return (x + 6144.0) - 6144.0; } /* multiples of 2**-40 */

/* Whom a node has it from: one of its neighbours that have adopted, each with the same chance. */
static int32_t source_of(const Task *task, uint64_t key, const int32_t *adopted, int32_t node, int32_t number)
{
    double target = number * uniform(key, task->innovation, node + 1, HEARD_FROM), reached = 0.0;
    int32_t source = NOBODY;
    for (int32_t at = task->first[node]; at < task->first[node + 1]; at++)
        if (adopted[task->neighbours[at]] != NEVER) {
            source = task->neighbours[at];
            if ((reached += 1.0) > target)
                break;
        }
    return source;
}

static void first_adopters(const Task *task, uint64_t key, int32_t *adopted)
{
    double luck[MOST_NODES];
    for (int32_t node = 0; node < task->nodes; node++)
        luck[node] = uniform(key, task->innovation, node + 1, FIRST_ADOPTERS);
    for (int32_t i = 0; i < task->first_adopters; i++) {
        int32_t best = 0;
        for (int32_t node = 1; node < task->nodes; node++)
            if (luck[node] < luck[best])
                best = node;
        luck[best] = 2.0;
        adopted[best] = 0;
    }
}

/* Each node that adopted in the last step has one chance with each neighbour. */
static void cascade(const Task *task, uint64_t key, const int32_t *newest, int32_t news, int32_t step,
                    int32_t *adopted, int32_t *source)
{
    for (int32_t i = 0; i < news; i++) {
        uint64_t tie = bits_of(task->innovation, 0, newest[i] + 1, IDENTITY);
        for (int32_t at = task->first[newest[i]]; at < task->first[newest[i] + 1]; at++) {
            int32_t node = task->neighbours[at];
            if (adopted[node] == NEVER && uniform(key, tie, node + 1, ONE_SHOT) < task->parameter) {
                adopted[node] = step;
                source[node] = newest[i];
            }
        }
    }
}

typedef struct {
    int32_t exposure[MOST_NODES]; /* neighbours that have adopted */
    double accumulated[MOST_NODES], resistance[MOST_NODES];
} Pressure;

static void expose(const Task *task, uint64_t key, const int32_t *newest, int32_t news, Pressure *on)
{
    for (int32_t i = 0; i < news; i++)
        for (int32_t at = task->first[newest[i]]; at < task->first[newest[i] + 1]; at++) {
            int32_t node = task->neighbours[at];
            if (on->exposure[node]++ == 0 && task->form == SI) {
                on->accumulated[node] = 0.0;
                on->resistance[node] = on_grid(-logarithm(uniform(key, task->innovation, node + 1, HEARING)));
            }
        }
}

static int gives_in(const Task *task, int32_t node, Pressure *on)
{
    if (task->form == THRESHOLD) {
        int32_t degree = task->first[node + 1] - task->first[node];
        return on->exposure[node] >= task->parameter * degree - 0x1p-17;
    }
    on->accumulated[node] += on_grid(task->parameter * on->exposure[node]);
    return on->accumulated[node] >= on->resistance[node];
}

static void press(const Task *task, uint64_t key, int32_t step, int32_t *adopted, int32_t *source, Pressure *on)
{
    int32_t given[MOST_NODES], number = 0;
    for (int32_t node = 0; node < task->nodes; node++)
        if (adopted[node] == NEVER && on->exposure[node] > 0 && gives_in(task, node, on))
            given[number++] = node;
    for (int32_t i = 0; i < number; i++)
        source[given[i]] = source_of(task, key, adopted, given[i], on->exposure[given[i]]);
    for (int32_t i = 0; i < number; i++)
        adopted[given[i]] = step;
}

/* One replication; curve has steps + 1 places, adopted and source have one for each node. */
static void replicate(const Task *task, uint64_t key, int32_t *curve, int32_t *adopted, int32_t *source)
{
    int32_t newest[MOST_NODES];
    Pressure on;
    for (int32_t node = 0; node < task->nodes; node++) {
        adopted[node] = NEVER;
        source[node] = NOBODY;
        on.exposure[node] = 0;
    }
    first_adopters(task, key, adopted);
    for (int32_t step = 0, users = 0; step <= task->steps; step++) {
        if (step > 0 && task->form == CASCADE)
            cascade(task, key, newest, curve[step - 1] - (step > 1 ? curve[step - 2] : 0), step, adopted, source);
        else if (step > 0)
            press(task, key, step, adopted, source, &on);
        int32_t news = 0;
        for (int32_t node = 0; node < task->nodes; node++)
            if (adopted[node] == step)
                newest[news++] = node;
        if (task->form != CASCADE)
            expose(task, key, newest, news, &on);
        curve[step] = users += news;
        if (news == 0 && task->form != SI) { /* nothing more can happen */
            while (step++ < task->steps)
                curve[step] = users;
        }
    }
}

void replicate_all(const Task *task, uint64_t seed, int32_t replications, int32_t *curves, int32_t *adopted,
                   int32_t *sources)
{
    for (int32_t r = 0; r < replications; r++)
        replicate(task, bits_of(seed, (uint64_t)r, 0, KEY), curves + (int64_t)r * (task->steps + 1),
                  adopted + (int64_t)r * task->nodes, sources + (int64_t)r * task->nodes);
}
