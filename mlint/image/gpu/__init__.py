"""CUDA in the image: who brings it, who needs it, which build of torch it is."""
