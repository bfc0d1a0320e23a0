// Program and reference agree on random worlds. The seed is printed; a failure is shrunk.
// KEYWARD_WORLDS sets how many (default 100,000), KEYWARD_SEED the seed.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "tests/worlds/world.h"

namespace keyward::worlds {
namespace {

uint64_t FromEnvironment(const char* name, uint64_t fallback) {
  const char* text = std::getenv(name);
  return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

struct Asker {
  evaluator::Workspace workspace;
  evaluator::Decision decision;

  bool Disagree(const WorldSpec& spec) {
    const auto world = BuiltWorld::Build(spec);
    return world != nullptr && world->AskProduct(workspace, decision) != world->AskReference();
  }
};

void Report(const WorldSpec& failing, Asker& asker) {
  const WorldSpec small = Shrink(failing, [&](const WorldSpec& w) { return asker.Disagree(w); });
  const auto world = BuiltWorld::Build(small);
  BOOST_ERROR("product says " << Describe(world->AskProduct(asker.workspace, asker.decision))
                              << ", reference says " << Describe(world->AskReference()) << "\n"
                              << Text(small));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(differential)

BOOST_AUTO_TEST_CASE(random_worlds) {
  const uint64_t worlds = FromEnvironment("KEYWARD_WORLDS", 100000);
  const uint64_t seed = FromEnvironment(
      "KEYWARD_SEED",
      static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch().count()));
  std::cout << "seed " << seed << ", " << worlds << " worlds\n";
  Random random(seed);
  Asker asker;
  uint64_t outcomes[4] = {};
  uint64_t built = 0;
  int failures = 0;
  for (uint64_t i = 0; i < worlds && failures < 5; ++i) {
    const WorldSpec spec = Generate(random);
    const auto world = BuiltWorld::Build(spec);
    BOOST_REQUIRE_MESSAGE(world != nullptr, "a generated world does not build:\n" << Text(spec));
    ++built;
    const Answer reference = world->AskReference();
    ++outcomes[static_cast<size_t>(reference.outcome)];
    if (world->AskProduct(asker.workspace, asker.decision) == reference) continue;
    ++failures;
    Report(spec, asker);
  }
  std::cout << built << " worlds: " << outcomes[0] << " allowed, " << outcomes[1]
            << " explicitly denied, " << outcomes[2] << " implicitly denied, " << outcomes[3]
            << " unknown\n";
  BOOST_TEST(failures == 0);
  // Worlds in which one answer never comes up would prove little.
  for (const uint64_t count : outcomes) BOOST_TEST(count > built / 1000);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::worlds
