#define BOOST_TEST_MODULE allocation
// A decision allocates nothing once its buffers are warm: counted, by replacing operator new.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <new>

#include "evaluator/authorize.h"
#include "scenario/scenario.h"

namespace {

// Counting is switched on around the decisions alone.
thread_local bool counting = false;
thread_local size_t allocations = 0;

void* Allocate(size_t size) {
  if (counting) ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  if (counting) ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace keyward::evaluator {

BOOST_AUTO_TEST_SUITE(allocation)

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  counting = true;
  delete new int(1);
  counting = false;
  BOOST_TEST(allocations > 0u);
  allocations = 0;
}

BOOST_AUTO_TEST_CASE(a_warm_decision_allocates_nothing) {
  const FixedClock clock(std::chrono::system_clock::from_time_t(1767323045));
  const std::string root = KEYWARD_SOURCE_DIR;
  for (const char* name :
       {"bench/scenarios/bench-A", "bench/scenarios/bench-B", "bench/scenarios/bench-B-distinct",
        "tests/golden/authorize/iam/C052", "tests/golden/authorize/kms/K007",
        "samples/grant-encryption-context-subset/grant-encryption-context-subset"}) {
    const auto loaded = scenario::LoadScenario(root + "/" + name + ".scenario.json", clock);
    BOOST_REQUIRE_MESSAGE(loaded, name);
    Workspace workspace;
    Decision decision;
    for (const bool full_trace : {false, true}) {
      AuthorizeOptions options;
      options.full_trace = full_trace;
      for (const scenario::ScenarioRequest& one : loaded->requests) {
        Authorize(one.policies->applied, one.request, options, workspace, decision);
        const Outcome warm = decision.outcome;
        allocations = 0;
        counting = true;
        Authorize(one.policies->applied, one.request, options, workspace, decision);
        counting = false;
        BOOST_TEST(allocations == 0u, name);
        BOOST_TEST((decision.outcome == warm));
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
