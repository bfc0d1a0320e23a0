#include "crypto/pkcs11/module.h"

#include <dlfcn.h>
#include <map>
#include <mutex>
#include <unistd.h>

namespace keyward::crypto {
namespace {

// Loaded: a library and how many modules stand on it.
struct Loaded {
  void* library = nullptr;
  CK_FUNCTION_LIST* functions = nullptr;
  bool initialised_here = false;
  size_t users = 0;
};

// Registry is never destroyed: at exit, modules may go after it would have.
struct Registry {
  std::mutex mutex;
  std::map<std::string, Loaded> loaded;
};

Registry& TheRegistry() {
  static auto* const registry = new Registry;
  return *registry;
}

tl::unexpected<Error> CannotLoad(const std::string& path) {
  const char* const reason = dlerror();
  if (access(path.c_str(), F_OK) != 0) {
    return Fail(ErrorCode::kNotFound, "there is no such PKCS#11 module", path, {},
                "install the token's library and give its path");
  }
  return Fail(ErrorCode::kUnsupported,
              std::string("the PKCS#11 module cannot be loaded: ") +
                  (reason == nullptr ? "it has no function list" : reason),
              path);
}

Result<Loaded> LoadLibrary(const std::string& path) {
  Loaded loaded;
  loaded.library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (loaded.library == nullptr) return CannotLoad(path);
  const auto get_list =
      reinterpret_cast<CK_C_GetFunctionList>(dlsym(loaded.library, "C_GetFunctionList"));
  if (get_list == nullptr || get_list(&loaded.functions) != CKR_OK || loaded.functions == nullptr) {
    auto fault = CannotLoad(path);
    dlclose(loaded.library);
    return fault;
  }
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  const CK_RV initialised = loaded.functions->C_Initialize(&arguments);
  if (initialised != CKR_OK && initialised != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    dlclose(loaded.library);
    return Pkcs11Fault("initialising its module", initialised);
  }
  loaded.initialised_here = initialised == CKR_OK;
  return loaded;
}

}  // namespace

Result<std::shared_ptr<const Pkcs11Module>> Pkcs11Module::Load(const std::string& path) {
  Registry& registry = TheRegistry();
  const std::scoped_lock lock(registry.mutex);
  auto found = registry.loaded.find(path);
  if (found == registry.loaded.end()) {
    auto loaded = LoadLibrary(path);
    if (!loaded) return tl::unexpected(loaded.error());
    found = registry.loaded.emplace(path, *loaded).first;
  }
  ++found->second.users;
  return std::shared_ptr<const Pkcs11Module>(new Pkcs11Module(path, found->second.functions));
}

Pkcs11Module::~Pkcs11Module() {
  Registry& registry = TheRegistry();
  const std::scoped_lock lock(registry.mutex);
  const auto found = registry.loaded.find(path_);
  if (--found->second.users > 0) return;
  if (found->second.initialised_here) functions_->C_Finalize(nullptr);
  dlclose(found->second.library);
  registry.loaded.erase(found);
}

}  // namespace keyward::crypto
