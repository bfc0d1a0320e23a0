// Authorize against the reference evaluator: the fuzzer's bytes choose the world.
#include <cstdio>
#include <cstdlib>

#include "tests/worlds/world.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyward::worlds;
  static keyward::evaluator::Workspace workspace;
  static keyward::evaluator::Decision decision;
  Random random(data, size);
  const WorldSpec spec = Generate(random);
  const auto world = BuiltWorld::Build(spec);
  if (world == nullptr) return 0;
  const Answer product = world->AskProduct(workspace, decision);
  const Answer reference = world->AskReference();
  if (product == reference) return 0;
  std::fprintf(stderr, "product says %s, reference says %s\n%s", Describe(product).c_str(),
               Describe(reference).c_str(), Text(spec).c_str());
  std::abort();
}
